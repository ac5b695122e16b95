using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// Brings every session of the cluster to this member. One complete donor suffices; while none is found, everything is in once every current
/// member has given its part, so that all nodes can start at the same moment; the first node, alone, is complete at once.
/// </summary>
/// <remarks>
/// The manager performs the returned steps: call <see cref="OnView"/> with the first view and every change, <see cref="OnPage"/> for each page
/// from that member, <see cref="OnTime"/> on a tick. After <see cref="TransferStep.Complete"/> it needs no more calls.
/// </remarks>
/// <param name="self">This member.</param>
/// <param name="patience">How long a page may take before it is asked for again; after three times another donor is asked.</param>
/// <param name="firstTransferId">Drawn at random, so that pages meant for another life of this node are strangers.</param>
/// <param name="favourite">Whom to ask first: the member that could not repair a stream of its own is the one that has all of it.</param>
internal sealed class TransferJoiner(MemberId self, TimeSpan patience, long firstTransferId, MemberId? favourite = null)
{
    private const int Tries = 3;

    private readonly Dictionary<MemberId, IReadOnlyList<StreamCursor>> _given = [];
    private readonly HashSet<MemberId> _slow = [];
    private View? _view;
    private Asked? _asked;
    private long _nextId = firstTransferId;

    public bool IsComplete { get; private set; }

    /// <summary>Pages received: for progress.</summary>
    public int Pages { get; private set; }

    public TransferStep OnView(View view, DateTimeOffset now)
    {
        _view = view;
        _slow.RemoveWhere(m => !view.Contains(m));
        foreach (var gone in _given.Keys.Where(m => !view.Contains(m)).ToArray()) _given.Remove(gone);
        if (_asked is { } asked && Usable(asked.Donor)) return new TransferStep.Wait();
        return Next(now);
    }

    public TransferStep OnPage(MemberId from, TransferPage page, DateTimeOffset now)
    {
        if (IsComplete || _asked is not { } asked || asked.Donor != from || page.TransferId != asked.Request.TransferId || page.Index != asked.NextPage)
            return new TransferStep.Wait();
        Pages++;
        var cursors = page.Index == 0 ? page.DonorCursors : asked.Cursors;
        _asked = asked with { NextPage = page.Index + 1, Cursors = cursors, Since = now, Tries = 0, IsLast = page.IsLast, IsDonorComplete = page.DonorIsComplete };
        return new TransferStep.Merge(from, page, new(page.TransferId, page.Share, page.Index));
    }

    /// <summary>The pieces of the page are applied here, and its credit is sent.</summary>
    public TransferStep OnMerged(TransferPage page, DateTimeOffset now)
    {
        if (IsComplete || _asked is not { IsLast: true } asked || page.TransferId != asked.Request.TransferId || !page.IsLast)
            return new TransferStep.Wait();
        _given[asked.Donor] = asked.Cursors;
        _asked = null;
        return asked.IsDonorComplete ? Complete([asked.Cursors]) : Next(now);
    }

    public TransferStep OnTime(DateTimeOffset now)
    {
        if (IsComplete || _view is null) return new TransferStep.Wait();
        if (_asked is not { } asked) return Next(now);
        if (now - asked.Since < patience || asked.IsLast) return new TransferStep.Wait();
        if (asked.Tries + 1 >= Tries)
        {
            _slow.Add(asked.Donor);
            return Next(now);
        }

        _asked = asked with { Since = now, Tries = asked.Tries + 1 };
        return asked.NextPage == 0
            ? new TransferStep.Ask(asked.Donor, asked.Request)
            : new TransferStep.CreditAgain(asked.Donor, new(asked.Request.TransferId, asked.Request.Share, asked.NextPage - 1));
    }

    private TransferStep Next(DateTimeOffset now)
    {
        _asked = null;
        if (IsComplete || _view is null) return new TransferStep.Wait();
        var open = _view.Others.Where(m => !_given.ContainsKey(m.Id)).ToArray();
        if (open.Length == 0) return Complete(_given.Values);
        // Full members are more likely to be complete.
        var reachable = open.Where(m => m.IsReachable)
            .OrderByDescending(m => m.Id == favourite)
            .ThenByDescending(m => m.CountsInMajority)
            .Select(m => m.Id)
            .ToArray();
        if (reachable.Length == 0) return new TransferStep.Wait();
        if (Array.TrueForAll(reachable, _slow.Contains)) _slow.Clear();
        var donor = Array.Find(reachable, m => !_slow.Contains(m));
        _asked = new(donor, new(_nextId++, self, Share: 0, ShareCount: 1, ResumeAfter: null), now);
        return new TransferStep.Ask(donor, _asked.Request);
    }

    private TransferStep.Complete Complete(IEnumerable<IReadOnlyList<StreamCursor>> donors)
    {
        IsComplete = true;
        return new(TransferCursors.Lowest([.. donors]));
    }

    private bool Usable(MemberId donor) => _view!.TryFind(donor, out var member) && member is { IsReachable: true, IsRefused: false };

    private sealed record Asked(MemberId Donor, TransferRequest Request, DateTimeOffset Since)
    {
        public int NextPage { get; init; }

        public int Tries { get; init; }

        public IReadOnlyList<StreamCursor> Cursors { get; init; } = [];

        public bool IsLast { get; init; }

        public bool IsDonorComplete { get; init; }
    }
}
