using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Replication;

/// <summary>A joiner as its manager drives it: pages given to it are merged at once unless a test holds them.</summary>
internal sealed class Joining(int shares = 1, MemberId? favourite = null)
{
    public static readonly StreamId Stream = new(12);

    public TransferJoiner Joiner { get; } = new(Members.A, new TransferLimits(shares, SharesPerDonor: 2, TimeSpan.FromSeconds(1)), 100, favourite);

    /// <summary>The requests that followed the last call.</summary>
    public IReadOnlyList<TransferStep.Ask> Asks { get; private set; } = [];

    public IReadOnlyList<StreamCursor>? Cursors { get; private set; }

    public TransferStep.Ask Ask => Assert.Single(Asks);

    public Joining See(params ViewMember[] others) => Keep(Joiner.OnView(Members.View(others), Members.Now));

    public Joining See(params MemberId[] others) => Keep(Joiner.OnView(Members.View(others), Members.Now));

    public Joining Wait(double milliseconds) => Keep(Joiner.OnTime(Members.After(milliseconds)));

    public static TransferPage Page(TransferStep.Ask ask, int index, int? upTo, bool isLast, bool isComplete = true, long? cursor = 40) => new(
        ask.Request.TransferId,
        ask.Request.Share,
        index,
        new byte[10],
        upTo is { } number ? ShareIds.In(ask.Request.Share, ask.Request.ShareCount, number) : null,
        isLast,
        isComplete,
        index == 0 && cursor is { } at ? [new(Stream, at)] : []);

    public Joining Give(TransferStep.Ask ask, int index, int? upTo, bool isLast, bool isComplete = true, long? cursor = 40)
    {
        var merge = Take(ask, Page(ask, index, upTo, isLast, isComplete, cursor));
        return Keep(Joiner.OnMerged(merge.Page, Members.Now));
    }

    public Joining GiveAll(TransferStep.Ask ask, bool isComplete = true, long? cursor = 40) => Give(ask, 0, upTo: 9, isLast: true, isComplete, cursor);

    public TransferStep.Merge Take(TransferStep.Ask ask, TransferPage page) =>
        Assert.IsType<TransferStep.Merge>(Assert.Single(Joiner.OnPage(ask.Donor, page)));

    public Joining Merged(TransferPage page) => Keep(Joiner.OnMerged(page, Members.Now));

    public Joining Unreadable(TransferPage page, double at) => Keep(Joiner.OnUnreadable(page, Members.After(at)));

    public IReadOnlyList<TransferStep> Last { get; private set; } = [];

    private Joining Keep(IReadOnlyList<TransferStep> steps)
    {
        Last = steps;
        Asks = [.. steps.OfType<TransferStep.Ask>()];
        Cursors = steps.OfType<TransferStep.Complete>().SingleOrDefault()?.Cursors;
        return this;
    }
}
