using System.Buffers.Binary;
using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>
/// One attribute's register: its bytes, or the fact that it was removed, and the stamp of that write. One array holds both, stamp first,
/// because a node keeps millions of them.
/// </summary>
internal readonly struct AttributeCell : IEquatable<AttributeCell>
{
    // CELL := time:u64 writer:i32 removed:u8 value*
    private const int WriterAt = sizeof(ulong);
    private const int RemovedAt = WriterAt + sizeof(int);
    private const int ValueAt = RemovedAt + 1;

    private readonly byte[] _bytes;

    private AttributeCell(byte[] bytes) => _bytes = bytes;

    public Stamp Stamp => new(BinaryPrimitives.ReadUInt64LittleEndian(_bytes), BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(WriterAt)));

    public bool IsRemoved => _bytes[RemovedAt] != 0;

    /// <summary>The value; empty for a removed attribute. Shared by all readers: never write into it.</summary>
    public ReadOnlyMemory<byte> Value => _bytes.AsMemory(ValueAt);

    public int Length => _bytes.Length - ValueAt;

    public static AttributeCell Written(ReadOnlySpan<byte> value, Stamp stamp)
    {
        var bytes = new byte[ValueAt + value.Length];
        WriteStamp(bytes, stamp);
        value.CopyTo(bytes.AsSpan(ValueAt));
        return new(bytes);
    }

    public static AttributeCell Removed(Stamp stamp)
    {
        var bytes = new byte[ValueAt];
        WriteStamp(bytes, stamp);
        bytes[RemovedAt] = 1;
        return new(bytes);
    }

    /// <summary>
    /// The later write. Equal stamps mean the same write; should two ever differ, the greater bytes win, so that every member decides alike.
    /// </summary>
    public static AttributeCell Merge(AttributeCell a, AttributeCell b)
    {
        if (ReferenceEquals(a._bytes, b._bytes)) return a;
        var order = a.Stamp.CompareTo(b.Stamp);
        if (order == 0) order = a._bytes.AsSpan(RemovedAt).SequenceCompareTo(b._bytes.AsSpan(RemovedAt));
        return order >= 0 ? a : b;
    }

    public bool Equals(AttributeCell other) => ReferenceEquals(_bytes, other._bytes) || _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => obj is AttributeCell other && Equals(other);

    public override int GetHashCode() => Stamp.GetHashCode();

    /// <summary>Never the value: attribute values are private.</summary>
    public override string ToString() => IsRemoved ? $"removed {Stamp}" : $"{Length} bytes {Stamp}";

    private static void WriteStamp(byte[] bytes, Stamp stamp)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, stamp.Time);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(WriterAt), stamp.Writer);
    }
}
