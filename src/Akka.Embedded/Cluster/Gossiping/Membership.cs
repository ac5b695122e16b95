using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>
/// One member's part in the cluster without actor, clock and network: it holds the newest known state and says what comes of a join, a
/// leave,
/// a gossip. Each call replaces <see cref="State"/> at most once.
/// </summary>
internal sealed class Membership(UniqueAddress self, LeaderRules rules)
{
    private ImmutableHashSet<UniqueAddress> _gone = [];

    public MembershipState State { get; private set; } = new(Gossip.Empty, self);

    public UniqueAddress Self => self;

    public bool IsMember => State.Gossip.HasMember(self);

    public bool HasConverged => IsMember && State.HasConverged(_gone);

    public void Forget() => State = new MembershipState(Gossip.Empty, self);

    /// <summary>The first word of the cluster to a node that joined: its state, which has the node as a member.</summary>
    public bool Welcome(Gossip gossip)
    {
        if (!gossip.HasMember(self)) return false;
        Take(gossip.Seen(self));
        return true;
    }

    public JoinOutcome Join(UniqueAddress node, ImmutableHashSet<string> roles, AppVersion version)
    {
        var known = State.Members.FirstOrDefault(member => member.Address.Equals(node.Address));
        if (known is not null && known.UniqueAddress == node) return JoinOutcome.AlreadyMember;
        if (known is not null) return ReplaceIncarnation(known);
        if (State.Gossip.Tombstones.ContainsKey(node)) return JoinOutcome.WasRemoved;
        Change(State.Gossip.With(Member.Joining(node, roles, version)));
        return JoinOutcome.Joined;
    }

    /// <summary>Begins the graceful way out. False when the member is not there or already on its way.</summary>
    public bool Leave(Address address)
    {
        var member = Find(address);
        if (member?.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up)) return false;
        Change(State.Gossip.With(member.Copy(MemberStatus.Leaving)));
        return true;
    }

    /// <summary>Gives the member up for good. False when it is not there or already down.</summary>
    public bool Down(Address address)
    {
        var member = Find(address);
        if (member is null || member.Status == MemberStatus.Down) return false;
        Change(State.Gossip.With(member.Copy(MemberStatus.Down)));
        return true;
    }

    /// <summary>Takes down what the failure detector says. Returns whether anything is new.</summary>
    public bool Observe(IEnumerable<UniqueAddress> unreachable, IEnumerable<UniqueAddress> reachable)
    {
        var before = State.Gossip.Reachability;
        var after = unreachable.Aggregate(before, (table, node) => table.Unreachable(self, node));
        after = reachable.Aggregate(after, (table, node) => table.Reachable(self, node));
        if (ReferenceEquals(before, after)) return false;
        Change(State.Gossip with { Reachability = after });
        return true;
    }

    /// <summary>The member said that it is about to stop, so nobody need wait to hear from it.</summary>
    public void SaidGoodbye(UniqueAddress node)
    {
        if (State.Gossip.HasMember(node)) _gone = _gone.Add(node);
    }

    public GossipOutcome Receive(UniqueAddress from, UniqueAddress to, Gossip remote)
    {
        if (to != self) return GossipOutcome.ForOtherIncarnation;
        if (!remote.HasMember(self)) return WithoutMe(from, remote);
        if (!State.Gossip.HasMember(from))
            return State.Gossip.Tombstones.ContainsKey(from) ? GossipOutcome.FromRemoved : GossipOutcome.FromStranger;
        if (!State.HearsFrom(from)) return GossipOutcome.FromUnreachable;
        var local = State.Gossip;
        var order = remote.Version.CompareTo(local.Version);
        var winner = (order == ClockOrder.Same ? local.MergeSeen(remote) : MergeKeepingSeen(local, remote)).Seen(self);
        Take(winner);
        var senderKnowsAll = winner.Version.CompareTo(remote.Version) == ClockOrder.Same && winner.SeenBy.IsSubsetOf(remote.SeenBy);
        return senderKnowsAll ? GossipOutcome.Taken : GossipOutcome.TakenAndAnswer;
    }

    /// <summary>What this member does if it leads: nothing if it does not, or while the others have not agreed.</summary>
    public LeaderStep Lead(bool withoutConvergence, long nowMilliseconds)
    {
        var nothing = new LeaderStep(State.Gossip, [], []);
        if (!IsMember || !State.IsLeader) return nothing;
        var step = HasConverged ? LeaderActions.OnConvergence(State, rules, _gone, nowMilliseconds)
            : withoutConvergence ? LeaderActions.WithoutConvergence(State, rules)
            : nothing;
        if (!step.IsNothing) Take(step.Gossip);
        return step;
    }

    public void PruneTombstones(long olderThanMilliseconds) => Take(State.Gossip.PruneTombstones(olderThanMilliseconds));

    private GossipOutcome WithoutMe(UniqueAddress from, Gossip remote)
    {
        if (remote.Tombstones.ContainsKey(self)) return GossipOutcome.SaysIWasRemoved;
        var hasJustJoined = State.SelfMember.Status == MemberStatus.Joining;
        return hasJustJoined && State.HearsFrom(from) ? GossipOutcome.NeverHeardOfMe : GossipOutcome.WithoutMe;
    }

    private JoinOutcome ReplaceIncarnation(Member old)
    {
        if (old.Status == MemberStatus.Down) return JoinOutcome.OldIncarnationLeaving;
        var reachability = State.Gossip.Reachability.Terminated(self, old.UniqueAddress);
        Change((State.Gossip with { Reachability = reachability }).With(old.Copy(MemberStatus.Down)));
        return JoinOutcome.OldIncarnationLeaving;
    }

    // A merge that brought nothing new to one side keeps who has seen that side: it is still the same state.
    private static Gossip MergeKeepingSeen(Gossip local, Gossip remote)
    {
        var merged = local.Merge(remote);
        if (merged.Version.CompareTo(local.Version) == ClockOrder.Same) merged = merged.MergeSeen(local);
        if (merged.Version.CompareTo(remote.Version) == ClockOrder.Same) merged = merged.MergeSeen(remote);
        return merged with { SeenBy = [.. merged.SeenBy.Where(merged.HasMember)] };
    }

    private Member? Find(Address address) => State.Members.FirstOrDefault(member => member.Address.Equals(address));

    private void Change(Gossip gossip) => Take(gossip.ChangedBy(self));

    private void Take(Gossip gossip)
    {
        State = State.With(gossip);
        _gone = _gone.Where(gossip.HasMember).ToImmutableHashSet();
    }
}

internal enum JoinOutcome
{
    Joined,
    AlreadyMember,

    /// <summary>An earlier incarnation holds the address; it is down now, and the join can succeed once it is removed.</summary>
    OldIncarnationLeaving,

    /// <summary>This very incarnation was a member and was removed. It has to restart.</summary>
    WasRemoved,
}

internal enum GossipOutcome
{
    Taken,

    /// <summary>Taken, and the sender lacks something that this member now has.</summary>
    TakenAndAnswer,
    ForOtherIncarnation,
    WithoutMe,

    /// <summary>
    /// A member does not know of this one, which has joined: who let it in is gone and told nobody. It has to join again.
    /// </summary>
    NeverHeardOfMe,
    FromStranger,

    /// <summary>The sender was removed and does not know: a process that stood still for long, say. It must be told.</summary>
    FromRemoved,

    /// <summary>The sender's cluster removed this member.</summary>
    SaysIWasRemoved,
    FromUnreachable,
}
