using System.Collections.Immutable;
using Akka.Cluster;
using Akka.Util;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

/// <summary>
/// Members without actors, network and clock. A round lets each gossip with one partner; links may be cut, messages lost and delayed.
/// </summary>
internal sealed class SimulatedCluster
{
    private readonly Random _random;
    private readonly Dictionary<UniqueAddress, Akka.Cluster.Membership> _members = [];
    private readonly List<(UniqueAddress From, UniqueAddress To, Gossip Gossip)> _delayed = [];
    private ImmutableHashSet<UniqueAddress> _island = [];
    private long _now = 1_000;

    public SimulatedCluster(int seed, double loss = 0)
    {
        Seed = seed;
        Loss = loss;
        _random = new Random(seed);
    }

    public int Seed { get; }

    public double Loss { get; }

    /// <summary>Members that have learned that the others removed them.</summary>
    public HashSet<UniqueAddress> Removed { get; } = [];

    public IEnumerable<Akka.Cluster.Membership> Members => _members.Values;

    public Akka.Cluster.Membership this[UniqueAddress node] => _members[node];

    public Akka.Cluster.Membership Start(UniqueAddress node)
    {
        var membership = new Akka.Cluster.Membership(node, new LeaderRules(1, ImmutableDictionary<string, int>.Empty));
        _members[node] = membership;
        return membership;
    }

    public void Found(UniqueAddress node) => Start(node).Join(node, [], AppVersion.Zero);

    public JoinOutcome Join(UniqueAddress node, UniqueAddress through)
    {
        if (!_members.ContainsKey(node)) Start(node);
        var outcome = _members[through].Join(node, [], AppVersion.Zero);
        if (outcome is JoinOutcome.Joined or JoinOutcome.AlreadyMember) _members[node].Welcome(_members[through].State.Gossip);
        return outcome;
    }

    public void Crash(UniqueAddress node) => _members.Remove(node);

    /// <summary>The graceful end: whoever can be reached is told, as the coordinated shutdown does.</summary>
    public void SayGoodbyeAndStop(UniqueAddress node)
    {
        foreach (var other in _members.Values.Where(other => other.Self != node && CanReach(node, other.Self))) other.SaidGoodbye(node);
        Crash(node);
    }

    /// <summary>Nothing passes between these and the others any more.</summary>
    public void CutOff(IEnumerable<UniqueAddress> island) => _island = [.. island];

    public void Heal() => _island = [];

    /// <summary>Every member's failure detector sees who does not answer, and who does again.</summary>
    public void DetectFailures()
    {
        foreach (var member in _members.Values)
        {
            var others = member.State.Gossip.Members.Keys.Where(node => node != member.Self).ToList();
            member.Observe(others.Where(node => !CanReach(member.Self, node)), others.Where(node => CanReach(member.Self, node)));
        }
    }

    public void Round()
    {
        _now += 1_000;
        foreach (var member in _members.Values.OrderBy(_ => _random.Next()).ToList())
        {
            member.Lead(withoutConvergence: false, _now);
            if (GossipPartners.Choose(member.State, preferUnseen: 0.8, _random) is { } partner) Send(member.Self, partner);
        }
        DeliverDelayed();
    }

    /// <summary>Runs rounds until <paramref name="condition"/> holds.</summary>
    public void RunUntil(Func<bool> condition, string what) => RunUntil(condition, () => what);

    public void RunUntil(Func<bool> condition, Func<string> what)
    {
        for (var round = 0; round < 2_000; round++)
        {
            if (condition()) return;
            Round();
        }
        Assert.Fail($"Seed {Seed}: after 2000 rounds still not {what()}.");
    }

    public bool AllHold(Func<MembershipState, bool> condition) => _members.Values.All(member => condition(member.State));

    public bool AllAreUp(int count) =>
        AllHold(state => state.Gossip.Members.Count == count && state.Members.All(member => member.Status == MemberStatus.Up));

    private void Send(UniqueAddress from, UniqueAddress to)
    {
        var message = (from, to, _members[from].State.Gossip);
        if (_random.NextDouble() < Loss) return;
        if (Loss > 0 && _random.NextDouble() < 0.3) _delayed.Add(message);
        else Deliver(message);
    }

    private void DeliverDelayed()
    {
        var due = _delayed.Where(_ => _random.NextDouble() < 0.5).ToList();
        foreach (var message in due)
        {
            _delayed.Remove(message);
            Deliver(message);
            // Now and then twice.
            if (_random.NextDouble() < 0.2) Deliver(message);
        }
    }

    private void Deliver((UniqueAddress From, UniqueAddress To, Gossip Gossip) message)
    {
        if (!CanReach(message.From, message.To)) return;
        var outcome = _members[message.To].Receive(message.From, message.To, message.Gossip);
        var isAnswered = outcome is GossipOutcome.TakenAndAnswer or GossipOutcome.FromStranger or GossipOutcome.FromRemoved;
        if (!isAnswered || !_members.TryGetValue(message.From, out var sender)) return;
        var answer = sender.Receive(message.To, message.From, _members[message.To].State.Gossip);
        if (answer == GossipOutcome.NeverHeardOfMe) _members[message.To].Join(message.From, [], AppVersion.Zero);
        if (answer == GossipOutcome.SaysIWasRemoved) Removed.Add(message.From);
    }

    public bool CanReach(UniqueAddress from, UniqueAddress to) =>
        _members.ContainsKey(to) && _island.Contains(from) == _island.Contains(to);
}
