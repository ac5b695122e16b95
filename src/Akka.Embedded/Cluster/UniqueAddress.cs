using Akka.Actor;

namespace Akka.Cluster;

/// <summary>
/// An address and the incarnation that listens there: a node restarted at the same address is another <see cref="UniqueAddress"/>.
/// </summary>
public class UniqueAddress : IComparable<UniqueAddress>, IEquatable<UniqueAddress>, IComparable
{
    private readonly int _hash;

    public UniqueAddress(Address address, int uid)
    {
        Address = address;
        Uid = uid;
        _hash = HashCode.Combine(address, uid);
    }

    public Address Address { get; }

    public int Uid { get; }

    public bool Equals(UniqueAddress? other) =>
        ReferenceEquals(this, other) || (other is not null && Uid == other.Uid && Address.Equals(other.Address));

    public int CompareTo(UniqueAddress? uniqueAddress)
    {
        if (uniqueAddress is null) return 1;
        var byAddress = Member.AddressOrdering.Compare(Address, uniqueAddress.Address);
        return byAddress != 0 ? byAddress : Uid.CompareTo(uniqueAddress.Uid);
    }

    int IComparable.CompareTo(object? obj) => CompareTo(obj as UniqueAddress);

    public override bool Equals(object? obj) => Equals(obj as UniqueAddress);

    public override int GetHashCode() => _hash;

    public override string ToString() => $"UniqueAddress: ({Address}, {Uid})";

    public static bool operator ==(UniqueAddress? left, UniqueAddress? right) => Equals(left, right);

    public static bool operator !=(UniqueAddress? left, UniqueAddress? right) => !Equals(left, right);
}
