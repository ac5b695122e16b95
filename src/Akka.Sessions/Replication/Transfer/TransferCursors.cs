using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>Where a joiner's cursors start: per stream the lowest of its donors', 0 when one of them does not know the stream.</summary>
internal static class TransferCursors
{
    public static IReadOnlyList<StreamCursor> Lowest(IReadOnlyCollection<IReadOnlyList<StreamCursor>> donors)
    {
        var lowest = new Dictionary<StreamId, (long Number, int Donors)>();
        foreach (var (stream, number) in donors.SelectMany(cursors => cursors.DistinctBy(cursor => cursor.Stream)))
        {
            lowest[stream] = lowest.TryGetValue(stream, out var other) ? (Math.Min(other.Number, number), other.Donors + 1) : (number, 1);
        }

        return [.. lowest.Select(s => new StreamCursor(s.Key, s.Value.Donors == donors.Count ? s.Value.Number : 0))];
    }
}
