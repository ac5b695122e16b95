namespace Akka.Sessions;

/// <summary>
/// One life of one node: its address in the cluster and the incarnation that its process drew at start.
/// A node restarted at the same address is another member.
/// </summary>
/// <param name="Address">The node's Akka address, for example <c>akka.tcp://shop@10.0.0.7:4053</c>.</param>
/// <param name="Incarnation">The uid of that process in the cluster.</param>
public readonly record struct MemberId(string Address, int Incarnation) : IComparable<MemberId>
{
    /// <summary>A total order, the same on every member.</summary>
    public int CompareTo(MemberId other)
    {
        var byAddress = string.CompareOrdinal(Address, other.Address);
        return byAddress != 0 ? byAddress : Incarnation.CompareTo(other.Incarnation);
    }

    /// <summary>The incarnation, being random, is all the hash that is needed, and is looked at first.</summary>
    public bool Equals(MemberId other) => Incarnation == other.Incarnation && string.Equals(Address, other.Address, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Incarnation;

    /// <inheritdoc/>
    public override string ToString() => $"{Address}#{(uint)Incarnation:x8}";
}
