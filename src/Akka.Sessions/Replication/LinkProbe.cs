using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// Whether what is published here reaches every reachable member and the other way round. Linked with a member = my probe reached it (it
/// acknowledged) and a probe of it reached me. A link, once seen, holds for the life of both members.
/// </summary>
/// <remarks>
/// The manager publishes <see cref="Due"/> on its tick (200 ms); answers each <see cref="Probe"/> with <see cref="Answer"/> point to point, and
/// publishes <see cref="Own"/> at once when <see cref="OnProbe"/> says so.
/// </remarks>
internal sealed class LinkProbe(MemberId self, long nonce)
{
    private readonly HashSet<MemberId> _reaches = [];
    private readonly HashSet<MemberId> _reachedBy = [];

    public Probe Own { get; } = new(self, nonce);

    /// <summary>The probe to publish while not linked with everyone; <see langword="null"/> when there is nothing to prove.</summary>
    public Probe? Due(View view) => IsLinked(view) ? null : Own;

    public ProbeAck Answer(Probe probe) => new(self, probe.Nonce);

    /// <summary>
    /// True when the sender is heard for the first time and not linked yet, so that it needs our probe as well. Only the first time: members
    /// that answered every probe with one of their own to everybody would rouse each other without end. What is lost the tick repeats.
    /// </summary>
    public bool OnProbe(Probe probe) =>
        probe.Member != self && _reachedBy.Add(probe.Member) && !_reaches.Contains(probe.Member);

    public void OnAck(ProbeAck ack)
    {
        if (ack.Nonce == nonce && ack.Member != self) _reaches.Add(ack.Member);
    }

    public bool IsLinkedWith(MemberId member) => _reaches.Contains(member) && _reachedBy.Contains(member);

    public bool IsLinked(View view) => view.ReachableOthers.All(m => IsLinkedWith(m.Id));

    /// <summary>Members that left are forgotten; their next incarnation proves itself anew.</summary>
    public void OnView(View view)
    {
        _reaches.RemoveWhere(m => !view.Contains(m));
        _reachedBy.RemoveWhere(m => !view.Contains(m));
    }
}
