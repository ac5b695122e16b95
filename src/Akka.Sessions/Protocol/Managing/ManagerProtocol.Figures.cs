namespace Akka.Sessions.Protocol;

/// <summary>What the manager shows of itself to those who ask for statistics.</summary>
internal sealed partial class ManagerProtocol
{
    private void PublishFigures() => _board.Figures = new(
        _retained.Bytes,
        _tombstones.Count,
        _skew.Count,
        _searches.NotAsked,
        Digests.Completed,
        Digests.Differing,
        [.. _view.Others.Select(member => FiguresOf(member.Id))]);

    private PeerFigures FiguresOf(MemberId member)
    {
        var behind = Math.Max(0, _published - _cursors.Of(member, OwnStream));
        var ahead = _inboxes.TryGetValue(new(member.Incarnation), out var inbox) ? Math.Max(0, inbox.LastKnown - inbox.Cursor) : 0;
        return new(member, behind, ahead, IsAside(member));
    }

    // With everyone at once: who asks has a reason to doubt what is here. What differs is merged, on both sides.
    private void OnResyncRequest(ResyncRequest request)
    {
        MemberId[] others = IsComplete ? [.. _view.ReachableOthers.Select(member => member.Id).Where(IsMet)] : [];
        foreach (var member in others) Compare(member, isRepair: false);
        request.Begun.TrySetResult(others.Length > 0);
    }
}

/// <summary>Figures of the manager at a moment.</summary>
internal sealed record ManagerFigures(
    long RetainedBytes, int Tombstones, long WritesFromTheFuture, long LookupsNotAsked,
    long DigestsCompared, long DigestsDiffering, IReadOnlyList<PeerFigures> Peers)
{
    public static readonly ManagerFigures None = new(0, 0, 0, 0, 0, 0, []);
}

/// <summary>How far another member is with our batches, and this one with its; and whether it is out of service.</summary>
internal readonly record struct PeerFigures(MemberId Member, long Behind, long Ahead, bool IsAside);
