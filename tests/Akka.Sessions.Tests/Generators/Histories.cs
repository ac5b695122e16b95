using System.Globalization;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Generators;

/// <summary>
/// What members could have done to one session and its descendants: writes, id changes (concurrent ones too, each to a fresh id), invalidation
/// and expiry, of any of its ids, as the pieces they would send.
/// </summary>
internal static class Histories
{
    private const int Ids = 5;

    public static readonly Gen<SessionPiece[]> All =
        from parents in Gen.CollectToArray(Enumerable.Range(1, Ids - 1), i => Gen.Choose(-1, i - 1))
        from moveTimes in Gen.Choose(1, 9).ArrayOf(Ids)
        from writes in Gen.Choose(0, Ids - 1).Zip(Pieces.Contents).ListOf(4)
        from verdicts in Gen.Choose(0, Ids * 3).Zip(Pieces.Verdicts).ListOf(2)
        select (SessionPiece[])[
            .. parents.Select((parent, i) => Move(parent, i + 1, moveTimes[i])).OfType<SessionPiece>(),
            .. writes.Select(w => new SessionPiece(Pieces.Id(w.Item1), w.Item2)),
            .. verdicts.Where(v => v.Item1 < Ids && v.Item2 is not null)
                .Select(v => new SessionPiece(Pieces.Id(v.Item1), SessionState.Ended(SessionEnd.Of([], v.Item2)!))),
        ];

    /// <summary>All of them, in some order, some twice.</summary>
    public static Gen<IReadOnlyList<SessionPiece>> Delivered(SessionPiece[] history) =>
        from again in Gen.SubListOf(history)
        from shuffled in Gen.Shuffle(history.Concat(again).ToArray())
        select (IReadOnlyList<SessionPiece>)shuffled;

    /// <summary>What members must agree on: which ids are ended and why, where they lead, and what the living ones hold.</summary>
    public static string Describe(IEnumerable<SessionPiece> delivered)
    {
        var table = new SessionTable();
        foreach (var piece in delivered) table.Merge(piece);
        return string.Join('\n', table.Sessions.OrderBy(s => s.Key.Value, StringComparer.Ordinal).Select(s => Describe(table, s.Key, s.Value)));
    }

    private static string Describe(SessionTable table, SessionId id, SessionState state)
    {
        if (state.End is { } end) return $"{id.Value} {end.Reason} {end.Verdict} → {table.Resolve(id).Value}";
        var attributes = Enumerable.Range(0, state.Attributes.Count).Select(i =>
            $"{state.Attributes.NameAt(i)}={state.Attributes.CellAt(i)}:{Convert.ToHexString(state.Attributes.CellAt(i).Value.Span)}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{id.Value} {string.Join(',', attributes)} {state.Created:s} {state.LastAccessed:s} {state.IdleTimeout} {state.AbsoluteTimeout} {state.Principal}");
    }

    // Two moves of one id are by different members (one member does not move an id twice), so their stamps differ.
    private static SessionPiece? Move(int parent, int target, int time) => parent < 0
        ? null
        : new SessionPiece(Pieces.Id(parent), SessionState.Ended(SessionEnd.Moved(Pieces.Id(target), new Stamp((ulong)time << 16, target))));
}
