using Akka.Sessions.Model;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Simulation.World;

/// <summary>
/// Membership as Akka's cluster gives it to every member: the same members for all sooner or later, each node's own idea of who is unreachable,
/// a restarted node another member. Nobody joins, comes up or leaves while the network is cut, since nothing converges then;
/// but one that is cut off may be removed.
/// </summary>
internal sealed class SimulatedCluster(SimulatedWorld world)
{
    private readonly Dictionary<MemberId, MemberStanding> _members = [];
    private readonly Dictionary<MemberId, SimulatedMember> _lives = [];
    private readonly HashSet<(string Observer, MemberId Suspect)> _suspects = [];

    // Removed though they live, and out of reach: they have not heard of it.
    private readonly HashSet<MemberId> _unaware = [];

    public IEnumerable<MemberId> Members => _members.Keys;

    public SimulatedMember? Find(MemberId member) => _lives.TryGetValue(member, out var life) && life.IsAlive ? life : null;

    public void Join(SimulatedMember life)
    {
        _lives[life.Id] = life;
        WhenWhole(() =>
        {
            if (!life.IsAlive) return;
            // A former life at this address goes first.
            if (_members.Keys.Any(member => member.Address == life.Id.Address))
            {
                world.Time.After(world.Between(200, 500), () => Join(life));
                return;
            }

            _members[life.Id] = MemberStanding.Joining;
            Announce();
            world.Time.After(world.Soon(800), () => WhenWhole(() => Promote(life)));
        });
    }

    /// <summary>A crash: noticed after a while, and removed a while later.</summary>
    public void Lose(MemberId dead)
    {
        world.Time.After(world.Between(1000, 3000), () =>
        {
            foreach (var node in world.Nodes) _suspects.Add((node.Address, dead));
            Announce();
            world.Time.After(world.Between(1000, 4000), () => WhenWhole(() => Remove(dead)));
        });
    }

    /// <summary>The others remove one that they cannot reach, though it lives; it hears of it only by ending.</summary>
    public void Down(MemberId lost)
    {
        _unaware.Add(lost);
        Remove(lost);
    }

    /// <summary>A node leaves in good order.</summary>
    public void Leave(MemberId leaving) => WhenWhole(() =>
    {
        if (!_members.ContainsKey(leaving)) return;
        _members[leaving] = MemberStanding.Leaving;
        Announce();
        world.Time.After(world.Between(500, 1500), () => WhenWhole(() => Remove(leaving)));
    });

    /// <summary>The network was cut or healed: the failure detectors notice after a while.</summary>
    public void OnNetworkChanged()
    {
        foreach (var observer in world.Nodes)
        {
            foreach (var subject in world.Nodes.Where(node => node != observer)) world.Time.After(world.Between(500, 3000), () => Look(observer, subject));
        }
    }

    public bool IsMember(MemberId member) => _members.ContainsKey(member);

    private void Look(SimulatedNode observer, SimulatedNode subject)
    {
        if (subject.Life is not { IsAlive: true } life) return;
        var isSuspect = !world.Network.IsWhole(observer.Address, subject.Address);
        var changed = isSuspect ? _suspects.Add((observer.Address, life.Id)) : _suspects.Remove((observer.Address, life.Id));
        if (changed) Announce();
    }

    private void Promote(SimulatedMember life)
    {
        if (!life.IsAlive || !_members.ContainsKey(life.Id)) return;
        _members[life.Id] = MemberStanding.Up;
        Announce();
    }

    private void Remove(MemberId member)
    {
        if (!_members.Remove(member)) return;
        _suspects.RemoveWhere(entry => entry.Suspect == member);
        world.Trace.Note(member, "is removed from the cluster");
        Announce();
    }

    // By gossip: each living member hears of it a little later, and then of everything that is known to its side.
    private void Announce()
    {
        foreach (var node in world.Nodes)
        {
            if (node.Life is not { IsAlive: true } life) continue;
            world.Time.After(world.Soon(300), () =>
            {
                if (!_unaware.Contains(life.Id)) life.Deliver(ViewOf(life));
            });
        }
    }

    private MembersChanged ViewOf(SimulatedMember observer) =>
        new([.. _members.Select(member => new ViewMember(member.Key, member.Value, !IsUnreachable(observer.Id.Address, member.Key)))], IsMember(observer.Id));

    // Whoever is suspected by anyone who can be heard is unreachable for all who hear it.
    private bool IsUnreachable(string observer, MemberId subject) =>
        subject.Address != observer
        && _suspects.Any(entry => entry.Suspect == subject && (entry.Observer == observer || world.Network.IsWhole(observer, entry.Observer)));

    private void WhenWhole(Action change)
    {
        if (!world.Network.IsAnyCut) change();
        else world.Time.After(world.Between(200, 500), () => WhenWhole(change));
    }
}
