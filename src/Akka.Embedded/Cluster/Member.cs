using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>
/// One incarnation of a node as the cluster knows it: an immutable value, equal to another when the <see cref="UniqueAddress"/> is.
/// </summary>
#pragma warning disable MA0096 // Akka.NET's Member is no IEquatable<Member>, and ours has the same surface.
public class Member : IComparable<Member>, IComparable
#pragma warning restore MA0096
{
    /// <summary>Upnumber of a member that has not been Up yet: younger than all others.</summary>
    internal const int NotUpYet = int.MaxValue;

    /// <summary>Host, then port: the order in which the first fit member is leader.</summary>
    public static readonly IComparer<Address> AddressOrdering = Comparer<Address>.Create(CompareAddresses);

    /// <summary>The longest Up first.</summary>
    public static readonly IComparer<Member> AgeOrdering = Comparer<Member>.Create(CompareAge);

    internal Member(UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion appVersion)
    {
        UniqueAddress = uniqueAddress;
        UpNumber = upNumber;
        Status = status;
        Roles = roles;
        AppVersion = appVersion;
    }

    internal static Member Joining(UniqueAddress node, ImmutableHashSet<string> roles, AppVersion appVersion) =>
        new(node, NotUpYet, MemberStatus.Joining, roles, appVersion);

    /// <summary>What a node is to itself before it has joined and after it was removed.</summary>
    internal static Member Removed(UniqueAddress node) => new(node, NotUpYet, MemberStatus.Removed, [], AppVersion.Zero);

    public UniqueAddress UniqueAddress { get; }

    public Address Address => UniqueAddress.Address;

    public MemberStatus Status { get; }

    public ImmutableHashSet<string> Roles { get; }

    public AppVersion AppVersion { get; }

    internal int UpNumber { get; }

    public bool HasRole(string role) => Roles.Contains(role);

    /// <summary>Up for longer. Between members that became Up in one step the address decides.</summary>
    public bool IsOlderThan(Member other) => CompareAge(this, other) < 0;

    /// <summary>The same member in <paramref name="status"/>.</summary>
    /// <exception cref="InvalidOperationException">The life of a member has no such step.</exception>
    public Member Copy(MemberStatus status)
    {
        if (status == Status) return this;
        if (!MayBecome(Status, status)) throw new InvalidOperationException($"A member that is {Status} cannot become {status}: {this}");
        return new Member(UniqueAddress, UpNumber, status, Roles, AppVersion);
    }

    public Member CopyUp(int upNumber) => new(UniqueAddress, upNumber, Copy(MemberStatus.Up).Status, Roles, AppVersion);

    public int CompareTo(Member? other) => other is null ? 1 : UniqueAddress.CompareTo(other.UniqueAddress);

    int IComparable.CompareTo(object? obj) => CompareTo(obj as Member);

    public override bool Equals(object? obj) => obj is Member other && UniqueAddress.Equals(other.UniqueAddress);

    public override int GetHashCode() => UniqueAddress.GetHashCode();

    public override string ToString() =>
        $"Member(address = {Address}, Uid={UniqueAddress.Uid} status = {Status}, "
        + $"role=[{string.Join(",", Roles.Order(StringComparer.Ordinal))}], upNumber={UpNumber}, version={AppVersion.Version})";

    private static bool MayBecome(MemberStatus from, MemberStatus to) => from switch
    {
        MemberStatus.Joining => to is MemberStatus.WeaklyUp or MemberStatus.Up
            or MemberStatus.Leaving or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.WeaklyUp => to is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Up => to is MemberStatus.Leaving or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Leaving => to is MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Exiting => to is MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Down => to is MemberStatus.Removed,
        _ => false,
    };

    private static int CompareAddresses(Address a, Address b)
    {
        var byHost = string.CompareOrdinal(a.Host, b.Host);
        return byHost != 0 ? byHost : Nullable.Compare(a.Port, b.Port);
    }

    private static int CompareAge(Member a, Member b) =>
        a.UpNumber != b.UpNumber ? a.UpNumber.CompareTo(b.UpNumber) : a.CompareTo(b);
}
