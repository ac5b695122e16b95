using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// Brings every session of the cluster to this member, share by share from several donors at once. A share is in when a complete donor gave it
/// whole; while nobody is complete, when every current member gave its part of it, so that all nodes can start at the same moment. The first
/// node, alone, is complete at once.
/// </summary>
/// <remarks>
/// The manager performs the returned steps: call <see cref="OnView"/> with the first view and every change, <see cref="OnPage"/> for each page
/// from that member, <see cref="OnMerged"/> when its pieces are applied, <see cref="OnTime"/> on a tick. After
/// <see cref="TransferStep.Complete"/> it needs no more calls.
/// </remarks>
/// <param name="self">This member.</param>
/// <param name="limits">Shares, donors and patience.</param>
/// <param name="firstTransferId">Drawn at random, so that pages meant for another life of this node are strangers.</param>
/// <param name="favourite">Whom to ask alone while it can be asked: the member that has all of the stream that could not be repaired.</param>
internal sealed class TransferJoiner(MemberId self, TransferLimits limits, long firstTransferId, MemberId? favourite = null)
{
    private readonly ShareTransfer[] _shares = [.. Enumerable.Range(0, limits.Shares).Select(share => new ShareTransfer(share, limits.Shares))];
    private readonly DonorChoice _donors = new(favourite);
    private View? _view;
    private long _nextId = firstTransferId;
    private int _pages;
    private long _bytes;

    public bool IsComplete { get; private set; }

    public TransferProgress Progress => new(_shares.Count(share => share.IsIn), limits.Shares, _pages, _bytes, Busy().Count);

    public IReadOnlyList<TransferStep> OnView(View view, DateTimeOffset now)
    {
        if (IsComplete) return [];
        _view = view;
        _donors.OnView(view);
        foreach (var share in _shares) share.OnView(view);
        return Next(now);
    }

    public IReadOnlyList<TransferStep> OnPage(MemberId from, TransferPage page)
    {
        if (Find(page)?.Pages is not { } pages || pages.Donor != from || !pages.Take(page)) return [];
        _pages++;
        _bytes += page.Payload.Length;
        _donors.Heard(from, page.DonorIsComplete);
        return [new TransferStep.Merge(page)];
    }

    /// <summary>The pieces of the page are applied here.</summary>
    public IReadOnlyList<TransferStep> OnMerged(TransferPage page, DateTimeOffset now)
    {
        if (Find(page) is not { Pages: { } pages } share || share.Merged(page, now) is not { } credit) return [];
        // No credit to a donor that was given up: it would only send the next page in vain.
        return pages.IsLost ? Next(now) : [new TransferStep.Credit(pages.Donor, credit), .. Next(now)];
    }

    /// <summary>The pieces of the page cannot be read: the page is asked for again, and then another donor.</summary>
    public IReadOnlyList<TransferStep> OnUnreadable(TransferPage page, DateTimeOffset now) =>
        Find(page) is { } share && share.Unreadable(page, now) ? Next(now) : [];

    public IReadOnlyList<TransferStep> OnTime(DateTimeOffset now)
    {
        if (IsComplete || _view is null) return [];
        var again = new List<TransferStep>();
        foreach (var share in _shares)
        {
            if (share.Pages is not { } pages || !pages.IsOverdue(limits.Patience, now)) continue;
            if (pages.Again(now) is { } step)
            {
                again.Add(step);
                continue;
            }

            _donors.Silent(pages.Donor);
            share.Drop();
        }

        return [.. again, .. Next(now)];
    }

    private ShareTransfer? Find(TransferPage page) =>
        IsComplete ? null : Array.Find(_shares, share => share.Pages?.Request.TransferId == page.TransferId);

    private List<TransferStep> Next(DateTimeOffset now)
    {
        foreach (var share in _shares) share.Conclude(_view!);
        if (Array.TrueForAll(_shares, share => share.IsIn)) return [Complete()];
        foreach (var share in _shares.Where(_donors.IsOutdone)) share.Drop();
        var busy = Busy();
        var asked = AskForOpen(busy, now);
        if (asked.Count == 0 && !Array.Exists(_shares, share => share.IsOpen)) TakeOver(busy, asked, now);
        return asked;
    }

    private List<TransferStep> AskForOpen(Dictionary<MemberId, int> busy, DateTimeOffset now)
    {
        var asked = new List<TransferStep>();
        foreach (var share in _shares.Where(share => share.IsOpen))
        {
            if (_donors.For(share, busy, limits.SharesPerDonor) is { } donor) asked.Add(Ask(share, donor, busy, now));
        }

        return asked;
    }

    // Nothing is left to begin with, and a quick donor has nothing to do: it goes on where a slow one is.
    private void TakeOver(Dictionary<MemberId, int> busy, List<TransferStep> asked, DateTimeOffset now)
    {
        foreach (var share in _shares.Where(share => share.Pages is { IsMerging: false }))
        {
            var slow = share.Pages!.Donor;
            if (_donors.FasterThan(slow, busy) is not { } quick) continue;
            share.Drop();
            busy[slow]--;
            asked.Add(Ask(share, quick, busy, now));
        }
    }

    private TransferStep.Ask Ask(ShareTransfer share, MemberId donor, Dictionary<MemberId, int> busy, DateTimeOffset now)
    {
        busy[donor] = busy.GetValueOrDefault(donor) + 1;
        return share.Ask(donor, _donors.IsComplete(donor), self, _nextId++, now);
    }

    private Dictionary<MemberId, int> Busy() =>
        _shares.Where(share => share.Pages is { IsLost: false }).CountBy(share => share.Pages!.Donor).ToDictionary();

    private TransferStep.Complete Complete()
    {
        IsComplete = true;
        return new(TransferCursors.Lowest([.. _shares.SelectMany(share => share.Cursors)]));
    }
}
