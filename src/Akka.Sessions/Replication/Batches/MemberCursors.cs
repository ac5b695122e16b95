using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>What every member has of every stream, as far as heard. A cursor only grows; a member that said nothing has nothing.</summary>
internal sealed class MemberCursors
{
    private readonly Dictionary<StreamId, Dictionary<MemberId, long>> _byStream = [];

    /// <summary>Learns from a member's own report. Our own cursors are told by <see cref="Advance"/>.</summary>
    public void Learn(Cursors report)
    {
        foreach (var (stream, number) in report.Streams) Advance(report.Member, stream, number);
        Advance(report.Member, new(report.Member.Incarnation), report.LastNumber);
    }

    public void Advance(MemberId member, StreamId stream, long number)
    {
        if (!_byStream.TryGetValue(stream, out var cursors)) _byStream[stream] = cursors = [];
        if (number > cursors.GetValueOrDefault(member)) cursors[member] = number;
    }

    public long Of(MemberId member, StreamId stream) =>
        _byStream.TryGetValue(stream, out var cursors) ? cursors.GetValueOrDefault(member) : 0;

    /// <summary>What every member of the view (joining and unreachable ones included, refused ones not) has: safe to drop up to there.</summary>
    public long AcknowledgedByAll(StreamId stream, View view) => Range(stream, view).Lowest;

    /// <summary>A reachable member, not this one, that has the batch: whom to ask when the origin is gone. The one that is furthest.</summary>
    public MemberId? WhoHas(StreamId stream, long number, View view)
    {
        MemberId? best = null;
        var furthest = number - 1;
        foreach (var member in view.ReachableOthers)
        {
            var cursor = Of(member.Id, stream);
            if (cursor > furthest) (best, furthest) = (member.Id, cursor);
        }

        return best;
    }

    /// <summary>Whether anyone has ever had something of the stream, as far as heard.</summary>
    public bool Knows(StreamId stream) => _byStream.ContainsKey(stream);

    /// <summary>The furthest that any member of the view has come.</summary>
    public long Furthest(StreamId stream, View view) => Range(stream, view).Highest;

    /// <summary>The stream's origin is gone and everyone who is left is equally far: nothing can come of it any more, forget it.</summary>
    public bool IsSettled(StreamId stream, View view) => !view.TryFind(stream.Origin, out _) && IsEqual(Range(stream, view));

    /// <summary>Someone has not everything that someone else has: keep reporting.</summary>
    public bool IsAnyoneBehind(View view)
    {
        foreach (var stream in _byStream.Keys)
        {
            if (!IsEqual(Range(stream, view))) return true;
        }

        return false;
    }

    /// <summary>The member is gone: an earlier incarnation proves nothing.</summary>
    public void Forget(MemberId member)
    {
        foreach (var (stream, cursors) in _byStream)
        {
            // Removing is allowed while enumerating a dictionary.
            if (cursors.Remove(member) && cursors.Count == 0) _byStream.Remove(stream);
        }
    }

    public void Forget(StreamId stream) => _byStream.Remove(stream);

    private static bool IsEqual((long Lowest, long Highest) range) => range.Lowest >= range.Highest;

    private (long Lowest, long Highest) Range(StreamId stream, View view)
    {
        if (!_byStream.TryGetValue(stream, out var cursors)) return (0, 0);
        var (lowest, highest) = (long.MaxValue, 0L);
        foreach (var member in view.Members)
        {
            if (member.IsRefused) continue;
            var cursor = cursors.GetValueOrDefault(member.Id);
            lowest = Math.Min(lowest, cursor);
            highest = Math.Max(highest, cursor);
        }

        return (lowest, highest);
    }
}
