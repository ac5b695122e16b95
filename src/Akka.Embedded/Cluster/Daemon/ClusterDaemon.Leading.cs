using Akka.Actor;

namespace Akka.Cluster;

/// <summary>What the leader does, and the ways out: leaving in order, being downed, having been removed.</summary>
internal sealed partial class ClusterDaemon
{
    private const int LastWords = 5;
    private int _ticksWithoutConvergence;
    private bool _exiting;

    private void OnLeaderTick()
    {
        if (!State.IsLeader || _membership.HasConverged)
        {
            _ticksWithoutConvergence = 0;
            Lead(withoutConvergence: false);
        }
        else
        {
            _ticksWithoutConvergence++;
            ReportNoConvergence();
            var isOverdue = _settings.LeaderActionsInterval * _ticksWithoutConvergence >= _settings.WeaklyUpAfter;
            Lead(withoutConvergence: _settings.AllowWeaklyUpMembers && isOverdue);
        }
        FollowOwnStatus();
    }

    private void Lead(bool withoutConvergence)
    {
        var before = State;
        var step = _membership.Lead(withoutConvergence, WallClock);
        foreach (var member in step.Changed)
        {
            var old = before.Gossip.Members[member.UniqueAddress];
            Log("Leader is moving node [{0}] from [{1}] to [{2}]", member.Address, old.Status, member.Status);
        }
        foreach (var member in step.Removed)
            Log("Leader is removing {0} node [{1}]", member.Status, member.Address);
        Follow(before);
    }

    // At first after 20 ticks, then every 60: enough for a person to see why nobody gets in or out.
    private void ReportNoConvergence()
    {
        if (_ticksWithoutConvergence != 20 && _ticksWithoutConvergence % 60 != 0) return;
        var members = State.Members.Select(member =>
            $"{member.Address} {member.Status} seen={State.Gossip.IsSeenBy(member.UniqueAddress)} "
            + $"unreachable={State.Unreachable.Contains(member.UniqueAddress)}");
        Log("Leader can currently not perform its duties, members: [{0}]", string.Join(", ", members));
    }

    private void Leave(Address address)
    {
        var before = State;
        if (!_membership.Leave(address)) return;
        Log("Marked address [{0}] as [{1}]", address, MemberStatus.Leaving);
        Follow(before);
    }

    private void Down(Address address)
    {
        var before = State;
        if (_membership.Down(address)) Log("Marking node [{0}] as [{1}]", address, MemberStatus.Down);
        else if (!before.Members.Any(member => member.Address.Equals(address))) Log("Ignoring down of unknown node [{0}]", address);
        Follow(before);
    }

    private void OnExitingConfirmed(ExitingConfirmed confirmed)
    {
        _membership.SaidGoodbye(confirmed.Node);
        Lead(withoutConvergence: false);
    }

    private void FollowOwnStatus()
    {
        var status = State.SelfMember.Status;
        if (status == MemberStatus.Exiting && !_exiting)
        {
            _exiting = true;
            Log("Exiting, starting coordinated shutdown");
            _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        }
        if (status == MemberStatus.Down && HaveAllSeenDown())
        {
            Log("Node has been marked as DOWN. Shutting down myself");
            SayGoodbye();
            ShutDown();
        }
    }

    // The word that members are down should be everywhere before one that knows it stops.
    private bool HaveAllSeenDown() =>
        State.Members.Where(member => member.Status == MemberStatus.Down)
            .All(member => State.Unreachable.Contains(member.UniqueAddress) || State.Gossip.IsSeenBy(member.UniqueAddress));

    private void OnExitingCompleted()
    {
        if (_membership.IsMember)
        {
            Log("Exiting completed");
            SayGoodbye();
        }
        Context.Stop(Self);
    }

    // Without these the others would wait to hear from this node until they take it for unreachable.
    private void SayGoodbye()
    {
        foreach (var node in GossipPartners.Some(State, LastWords, _random)) SendGossip(node);
        foreach (var node in GossipPartners.Some(State, int.MaxValue, _random))
            DaemonOn(node.Address).Tell(new ExitingConfirmed(SelfNode), Self);
    }

    private void ShutDown()
    {
        if (_settings.RunCoordinatedShutdownWhenDown)
            _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        Context.Stop(Self);
    }
}
