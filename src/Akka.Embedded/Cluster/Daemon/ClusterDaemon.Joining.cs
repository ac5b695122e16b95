using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>The way in: seed nodes, join and welcome, on both sides of it.</summary>
internal sealed partial class ClusterDaemon
{
    /// <summary>More nodes than this are not remembered while they wait; they ask again by themselves.</summary>
    private const int MaxWaiting = 1_000;

    /// <summary>Who asked while this node had no cluster, to be told when it has.</summary>
    private readonly HashSet<IActorRef> _askers = [];

    /// <summary>New incarnations whose predecessor has not been removed yet.</summary>
    private readonly Dictionary<Address, (Join Join, IActorRef From)> _waiting = [];

    private SeedSearch? _search;
    private Address? _joining;

    private void Search(IReadOnlyList<Address> seeds)
    {
        if (seeds.Count == 0) return;
        _search = new SeedSearch(SelfNode.Address, seeds, _settings.SeedNodeTimeout, Elapsed);
        StopWaitingForWelcome();
        Become(Unjoined);
        // Asking is cheap, and the seed may come up a moment after this node.
        var interval = TimeSpan.FromMilliseconds(Math.Clamp(_settings.SeedNodeTimeout.TotalMilliseconds / 20, 50, 1000));
        Timers.StartPeriodicTimer(nameof(SearchTick), new SearchTick(), TimeSpan.Zero, interval);
    }

    private void OnSearchTick()
    {
        if (_search is null) return;
        if (FoundIfAllowed()) return;
        if (_search.ShouldReport(Elapsed))
            _log.Warning(
                "Couldn't join seed nodes yet, will try again. This node is [{0}]. No answer: [{1}]; without a cluster themselves: [{2}]",
                SelfNode.Address, string.Join(", ", _search.Silent), string.Join(", ", _search.WithoutCluster));
        foreach (var seed in _search.Others) DaemonOn(seed).Tell(new InitJoin(), Self);
    }

    private void OnSeedHasCluster(InitJoinAck ack)
    {
        if (_search is null || _joining is not null) return;
        JoinThrough(ack.Address);
    }

    private void OnSeedHasNoCluster(InitJoinNack nack)
    {
        _search?.AnsweredWithoutCluster(nack.Address);
        FoundIfAllowed();
    }

    private bool FoundIfAllowed()
    {
        if (_search is null || _joining is not null || !_search.ShouldFound(Elapsed)) return false;
        Log("Founding a new cluster. Seed nodes without a cluster: [{0}], without an answer: [{1}]",
            string.Join(", ", _search.WithoutCluster), string.Join(", ", _search.Silent));
        JoinThrough(SelfNode.Address);
        return true;
    }

    private void OnJoinTo(JoinTo command)
    {
        _search = null;
        JoinThrough(command.Address);
    }

    private void JoinThrough(Address address)
    {
        if (!CouldBeMember(address, "join")) return;
        Timers.Cancel(nameof(SearchTick));
        if (address.Equals(SelfNode.Address))
        {
            BecomeMember();
            Admit(new Join(SelfNode, _settings.Roles, _settings.AppVersion), Self);
            return;
        }
        _joining = address;
        Become(Joining);
        DaemonOn(address).Tell(new Join(SelfNode, _settings.Roles, _settings.AppVersion), Self);
        if (_settings.RetryUnsuccessfulJoinAfter is { } retry) Timers.StartSingleTimer(nameof(RetryJoinTick), new RetryJoinTick(), retry);
    }

    private void RetryJoin()
    {
        var address = _joining!;
        Log("No welcome from [{0}] after {1}, trying again", address, _settings.RetryUnsuccessfulJoinAfter!);
        if (_search is { } search) Search(search.Seeds);
        else JoinThrough(address);
    }

    private void OnWelcome(Welcome welcome)
    {
        if (!welcome.From.Address.Equals(_joining))
        {
            Log("Ignoring welcome from [{0}] when trying to join with [{1}]", welcome.From.Address, _joining!);
            return;
        }
        var before = State;
        if (!_membership.Welcome(welcome.Gossip))
        {
            _log.Warning("Ignoring welcome from [{0}]: its cluster does not have this node as a member", welcome.From.Address);
            return;
        }
        Log("Welcome from [{0}]", welcome.From.Address);
        BecomeMember();
        Follow(before);
        SendGossip(welcome.From);
    }

    private void BecomeMember()
    {
        _search = null;
        Timers.Cancel(nameof(SearchTick));
        Timers.Cancel(nameof(GiveUpJoiningTick));
        StopWaitingForWelcome();
        Become(Joined);
        StartTick(new GossipTick(), _settings.GossipInterval);
        StartTick(new LeaderTick(), _settings.LeaderActionsInterval);
        StartTick(new ReaperTick(), _settings.UnreachableNodesReaperInterval);
        foreach (var asker in _askers) asker.Tell(new InitJoinAck(SelfNode.Address), Self);
        _askers.Clear();
    }

    private void GiveUpJoining()
    {
        _log.Warning(
            "Joining seed nodes [{0}] was unsuccessful within shutdown-after-unsuccessful-join-seed-nodes [{1}]. Shutting down",
            string.Join(", ", _settings.SeedNodes), _settings.ShutdownAfterUnsuccessfulJoinSeedNodes!);
        _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
    }

    private void OnInitJoinWhileUnjoined(InitJoin ask)
    {
        Sender.Tell(new InitJoinNack(SelfNode.Address), Self);
        if (_askers.Count < MaxWaiting) _askers.Add(Sender);
    }

    private void OnInitJoin()
    {
        if (MembershipState.IsGivenUp(State.SelfMember.Status)) Sender.Tell(new InitJoinNack(SelfNode.Address), Self);
        else Sender.Tell(new InitJoinAck(SelfNode.Address), Self);
    }

    private void OnJoin(Join join)
    {
        if (!CouldBeMember(join.Node.Address, "be joined by")) return;
        if (MembershipState.IsGivenUp(State.SelfMember.Status))
            Log("Trying to join [{0}] to [{1}] member, ignoring. Use a member that is Up instead", join.Node, State.SelfMember.Status);
        else Admit(join, Sender);
    }

    private void Admit(Join join, IActorRef from)
    {
        var before = State;
        var outcome = _membership.Join(join.Node, join.Roles, join.AppVersion);
        switch (outcome)
        {
            case JoinOutcome.Joined:
                Log("Node [{0}] is JOINING, roles [{1}]", join.Node.Address, string.Join(",", join.Roles));
                // What the detector knows of the address is about an earlier incarnation.
                _cluster.FailureDetector.Remove(join.Node.Address);
                break;
            case JoinOutcome.AlreadyMember:
                Log("Existing member [{0}] is joining again, its welcome got lost", join.Node);
                break;
            case JoinOutcome.OldIncarnationLeaving:
                Log("New incarnation of [{0}] is trying to join. The existing one is removed first", join.Node.Address);
                if (_waiting.Count < MaxWaiting) _waiting[join.Node.Address] = (join, from);
                break;
            case JoinOutcome.WasRemoved:
                _log.Warning("[{0}] was removed from the cluster and cannot join again, its actor system has to be restarted", join.Node);
                break;
        }
        if (outcome is JoinOutcome.Joined or JoinOutcome.AlreadyMember && join.Node != SelfNode)
            from.Tell(new Welcome(SelfNode, State.Gossip), Self);
        Follow(before);
    }

    private void AdmitWaiting()
    {
        if (_waiting.Count == 0) return;
        foreach (var (address, (join, from)) in _waiting.ToList())
        {
            if (State.Members.Any(member => member.Address.Equals(address))) continue;
            _waiting.Remove(address);
            Admit(join, from);
        }
    }

    private bool CouldBeMember(Address address, string action)
    {
        var self = SelfNode.Address;
        if (!string.Equals(address.System, self.System, StringComparison.Ordinal))
            _log.Warning(
                "Cannot {0} [{1}]: its actor system is called '{2}' and this one '{3}'; all nodes of a cluster bear one name",
                action, address, address.System, self.System);
        else if (!string.Equals(address.Protocol, self.Protocol, StringComparison.Ordinal))
            _log.Warning("Cannot {0} [{1}]: it speaks '{2}' and this node '{3}'", action, address, address.Protocol, self.Protocol);
        else return true;
        return false;
    }

    private void StopWaitingForWelcome()
    {
        _joining = null;
        Timers.Cancel(nameof(RetryJoinTick));
    }

    private IActorRef DaemonOn(Address address) => _cluster.RefOn(address, name: null);

    private void StartTick(object tick, TimeSpan interval)
    {
        var delay = _settings.PeriodicTasksInitialDelay;
        Timers.StartPeriodicTimer(tick.GetType().Name, tick, delay < interval ? delay : interval, interval);
    }
}
