using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Akka.Sessions.Model;

/// <summary>
/// How far a node has come into the cluster. Exiting, down and removed nodes are in no view: those that leave have handed over before,
/// the others are dead.
/// </summary>
internal enum MemberStanding
{
    /// <summary>Known, and batches are kept for it; counted in no level.</summary>
    Joining,

    /// <summary>Serves, may acknowledge, is counted by One and All; counted in no majority.</summary>
    WeaklyUp,

    /// <summary>Full member.</summary>
    Up,

    /// <summary>Full member that is about to go.</summary>
    Leaving,
}

/// <summary>One member as this node sees it now.</summary>
/// <param name="Id">Which.</param>
/// <param name="Standing">How far in.</param>
/// <param name="IsReachable">The failure detector of some member doubts it when false.</param>
/// <param name="IsRefused">It speaks another protocol or context: left out of acknowledgements, levels, transfer and lookups.</param>
internal readonly record struct ViewMember(
    MemberId Id, MemberStanding Standing = MemberStanding.Up, bool IsReachable = true, bool IsRefused = false)
{
    /// <summary>Commit levels count it.</summary>
    public bool CountsInLevels => !IsRefused && Standing != MemberStanding.Joining;

    /// <summary>Majorities count it.</summary>
    public bool CountsInMajority => !IsRefused && Standing is MemberStanding.Up or MemberStanding.Leaving;
}

/// <summary>The members at one moment, this one included, in the order of their ids. Immutable.</summary>
internal sealed class View
{
    private readonly ViewMember[] _members;

    /// <param name="self">This member. It is in the view even if the list leaves it out (a node sees itself before it is Up).</param>
    /// <param name="members">The members known now.</param>
    public View(MemberId self, IEnumerable<ViewMember> members)
    {
        Self = self;
        _members = [.. members.Append(new(self, MemberStanding.Joining)).DistinctBy(m => m.Id).OrderBy(m => m.Id)];
        for (var i = 0; i < _members.Length; i++)
        {
            if (SharesIncarnation(i)) _members[i] = _members[i] with { IsRefused = true };
        }

        Others = [.. _members.Where(m => m.Id != self && !m.IsRefused)];
        ReachableOthers = [.. Others.Where(m => m.IsReachable)];
    }

    public MemberId Self { get; }

    public ImmutableArray<ViewMember> Members => ImmutableCollectionsMarshal.AsImmutableArray(_members);

    /// <summary>Everyone else that takes part, reachable or not.</summary>
    public ImmutableArray<ViewMember> Others { get; }

    public ImmutableArray<ViewMember> ReachableOthers { get; }

    public bool Contains(MemberId member) => TryFind(member, out _);

    public bool TryFind(MemberId member, out ViewMember found)
    {
        foreach (var candidate in _members)
        {
            if (candidate.Id != member) continue;
            found = candidate;
            return true;
        }

        found = default;
        return false;
    }

    /// <summary>The member of that incarnation: the origin of a stream, the issuer of a token.</summary>
    public bool TryFind(int incarnation, [NotNullWhen(true)] out MemberId? member)
    {
        member = incarnation == Self.Incarnation ? Self : null;
        for (var i = 0; member is null && i < _members.Length; i++)
        {
            if (_members[i].Id.Incarnation == incarnation) member = _members[i].Id;
        }

        return member is not null;
    }

    // An incarnation stands for its member in streams and tokens, so one of two that drew the same is left out: never this member, else the later.
    private bool SharesIncarnation(int index)
    {
        var id = _members[index].Id;
        if (id == Self) return false;
        return id.Incarnation == Self.Incarnation || Array.FindIndex(_members, m => m.Id.Incarnation == id.Incarnation) < index;
    }
}
