using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>What every member has of every stream, as far as heard. A cursor only grows; a member that said nothing has nothing.</summary>
internal sealed class MemberCursors
{
    private readonly Dictionary<MemberId, Dictionary<StreamId, long>> _byMember = [];

    /// <summary>Learns from a member's own report. Our own cursors are told by <see cref="Advance"/>.</summary>
    public void Learn(Cursors report)
    {
        foreach (var (stream, number) in report.Streams) Advance(report.Member, stream, number);
        Advance(report.Member, new(report.Member.Incarnation), report.LastNumber);
    }

    public void Advance(MemberId member, StreamId stream, long number)
    {
        if (!_byMember.TryGetValue(member, out var cursors)) _byMember[member] = cursors = [];
        if (number > cursors.GetValueOrDefault(stream)) cursors[stream] = number;
    }

    public long Of(MemberId member, StreamId stream) =>
        _byMember.TryGetValue(member, out var cursors) ? cursors.GetValueOrDefault(stream) : 0;

    /// <summary>What every member of the view (joining and unreachable ones included, refused ones not) has: safe to drop up to there.</summary>
    public long AcknowledgedByAll(StreamId stream, View view)
    {
        var lowest = long.MaxValue;
        foreach (var member in view.Members)
        {
            if (!member.IsRefused) lowest = Math.Min(lowest, Of(member.Id, stream));
        }

        return lowest;
    }

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
    public bool Knows(StreamId stream) => _byMember.Values.Any(cursors => cursors.ContainsKey(stream));

    /// <summary>The furthest that any member of the view has come.</summary>
    public long Furthest(StreamId stream, View view) => view.Members.Max(m => m.IsRefused ? 0 : Of(m.Id, stream));

    /// <summary>The stream's origin is gone and everyone who is left is equally far: nothing can come of it any more, forget it.</summary>
    public bool IsSettled(StreamId stream, View view) =>
        !view.TryFind(stream.Origin, out _) && AcknowledgedByAll(stream, view) == Furthest(stream, view);

    /// <summary>Someone has not everything that someone else has: keep reporting.</summary>
    public bool IsAnyoneBehind(View view) => Streams.Any(s => AcknowledgedByAll(s, view) < Furthest(s, view));

    public IEnumerable<StreamId> Streams => _byMember.Values.SelectMany(c => c.Keys).Distinct();

    /// <summary>The member is gone: an earlier incarnation proves nothing.</summary>
    public void Forget(MemberId member) => _byMember.Remove(member);

    public void Forget(StreamId stream)
    {
        foreach (var cursors in _byMember.Values) cursors.Remove(stream);
    }
}
