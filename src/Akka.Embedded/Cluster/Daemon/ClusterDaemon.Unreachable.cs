using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster;

/// <summary>Members that fell silent, came back, or are gone.</summary>
internal sealed partial class ClusterDaemon
{
    private static readonly TimeSpan QuarantineAfterLeaving = TimeSpan.FromSeconds(5);

    private void OnReaperTick()
    {
        var before = State;
        var table = before.Gossip.Reachability;
        var silent = before.Gossip.Members.Keys
            .Where(node => node != SelfNode && table.Status(SelfNode, node) == ReachabilityStatus.Reachable && !IsHeard(node))
            .ToList();
        var back = table.UnreachableFrom(SelfNode)
            .Where(node => table.Status(SelfNode, node) == ReachabilityStatus.Unreachable && IsHeard(node))
            .ToList();
        if (!_membership.Observe(silent, back)) return;
        foreach (var node in silent) ReportSilent(before.Gossip.Members[node]);
        foreach (var node in back) Log("Marking node as REACHABLE [{0}]", node.Address);
        Follow(before);
    }

    private bool IsHeard(UniqueAddress node) => _cluster.FailureDetector.IsAvailable(node.Address);

    private void ReportSilent(Member member)
    {
        if (MembershipState.IsGivenUp(member.Status)) Log("Marking {0} node as UNREACHABLE [{1}]", member.Status, member.Address);
        else _log.Warning("Cluster Node [{0}] - Marking node as UNREACHABLE [{1}]", SelfNode.Address, member);
    }

    // What watches actors there is told at once. The association is cut at once only when the member was given up:
    // one that left in order may still have messages under way.
    private void ForgetRemoved(MemberRemoved removed)
    {
        var node = removed.Member.UniqueAddress;
        if (node == SelfNode) return;
        // Another incarnation may come to the address at once, and must not inherit the silence of this one.
        _cluster.FailureDetector.Remove(node.Address);
        Context.System.EventStream.Publish(new AddressTerminated(node.Address));
        if (removed.PreviousStatus != MemberStatus.Exiting) _cluster.Quarantine(node);
        else Timers.StartSingleTimer(node, new QuarantineTick(node), QuarantineAfterLeaving);
    }

    private void OnQuarantined(ThisActorSystemQuarantinedEvent quarantined)
    {
        if (!State.Members.Any(member => member.Address.Equals(quarantined.RemoteAddress) && member.Status != MemberStatus.Down)) return;
        _log.Error(
            "Member [{0}] has quarantined this node, so the cluster has given it up. Shutting down; only a new actor system can join again",
            quarantined.RemoteAddress);
        ShutDown();
    }

    private sealed record QuarantineTick(UniqueAddress Node);
}
