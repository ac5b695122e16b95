using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// One share of the id space on its way in, from one donor at a time. What complete donors gave is in for good, whoever goes on after it; what
/// others gave is their part, and the share is in when every current member has given that.
/// </summary>
internal sealed class ShareTransfer(int share, int shareCount)
{
    private readonly Dictionary<MemberId, Part> _parts = [];

    // Of the complete donors whose pages are merged, as they were when each began.
    private readonly HashSet<IReadOnlyList<StreamCursor>> _cursors = [];

    // Everything up to here came from complete donors.
    private SessionId? _frontier;
    private bool _isFromFrontier;

    public int Index => share;

    public bool IsIn { get; private set; }

    /// <summary>What is under way.</summary>
    public SharePages? Pages { get; private set; }

    public bool IsOpen => !IsIn && Pages is null;

    /// <summary>The cursors of the donors that the share rests on; to be asked for when it is in.</summary>
    public IEnumerable<IReadOnlyList<StreamCursor>> Cursors => _cursors;

    /// <summary>Whether that member can bring the share further. One that gave its part can when it is complete by now.</summary>
    public bool Wants(MemberId donor, bool isComplete) => isComplete || !_parts.TryGetValue(donor, out var part) || !part.IsGiven;

    /// <summary>Asks that donor for what is not here yet. Its own part goes on where it stopped, a complete one after what complete ones gave.</summary>
    public TransferStep.Ask Ask(MemberId donor, bool isComplete, MemberId joiner, long transferId, DateTimeOffset now)
    {
        var after = _frontier;
        if (!isComplete && _parts.TryGetValue(donor, out var part) && part.UpTo is { } upTo && TransferShare.IsAfter(upTo, _frontier)) after = upTo;
        _isFromFrontier = after == _frontier;
        Pages = new(donor, new(transferId, joiner, share, shareCount, after), now);
        return new(donor, Pages.Request);
    }

    public TransferCredit? Merged(TransferPage page, DateTimeOffset now)
    {
        if (Pages is not { } pages || pages.Merged(page, now) is not { } credit) return null;
        if (_isFromFrontier && pages.IsFromComplete) TakeForGood(pages, page.IsLast);
        else TakeAsPart(pages, page.IsLast);
        if (page.IsLast || pages.IsLost) Pages = null;
        return credit;
    }

    public bool Unreadable(TransferPage page, DateTimeOffset now)
    {
        if (Pages is not { } pages || !pages.Unreadable(page, now)) return false;
        if (pages.IsLost) Pages = null;
        return true;
    }

    /// <summary>The donor gives no more. A page that is being merged is waited for: what is merged is not asked for again.</summary>
    public void Drop()
    {
        if (Pages is { IsMerging: true } merging) merging.IsLost = true;
        else Pages = null;
    }

    public void OnView(View view)
    {
        ForgetGone(view);
        if (Pages is { } pages && !view.ReachableOthers.Any(member => member.Id == pages.Donor)) Drop();
    }

    /// <summary>Nobody who is complete gave all of it; it is in all the same when everyone has given its part.</summary>
    public void Conclude(View view)
    {
        if (!IsOpen || view.Others.Any(member => Wants(member.Id, isComplete: false))) return;
        // Once more: the last page of one that is gone may have been merged since, and what it gave is no whole part.
        ForgetGone(view);
        foreach (var part in _parts.Values) _cursors.UnionWith(part.Cursors);
        // What is missing died with its donors, and whoever turns up with it must be listened to: no cursor may cover it.
        if (_parts.Count == 0) _cursors.Add([]);
        IsIn = true;
    }

    private void ForgetGone(View view)
    {
        foreach (var gone in _parts.Keys.Where(member => !view.Contains(member)).ToArray()) _parts.Remove(gone);
    }

    private void TakeForGood(SharePages pages, bool isLast)
    {
        _frontier = pages.UpTo;
        _cursors.Add(pages.Cursors);
        IsIn = isLast;
    }

    private void TakeAsPart(SharePages pages, bool isLast)
    {
        if (!_parts.TryGetValue(pages.Donor, out var part)) _parts[pages.Donor] = part = new Part();
        part.UpTo = pages.UpTo;
        part.Cursors.Add(pages.Cursors);
        part.IsGiven |= isLast;
    }

    private sealed class Part
    {
        public SessionId? UpTo { get; set; }

        public bool IsGiven { get; set; }

        public HashSet<IReadOnlyList<StreamCursor>> Cursors { get; } = [];
    }
}
