using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Text as UTF-8, numbers in little-endian order in as many bytes as their type has.</summary>
public sealed class PrimitiveSerializers : SerializerWithStringManifest
{
    private const string Text = "S";
    private const string Int = "I";
    private const string Long = "L";
    private const string Boolean = "B";
    private const string Byte = "U8";
    private const string Short = "I16";
    private const string UShort = "U16";
    private const string UInt = "U32";
    private const string ULong = "U64";
    private const string Float = "F";
    private const string Double = "D";
    private const string Decimal = "M";
    private const string Char = "C";

#pragma warning disable IDE0060 // Akka.NET's signature; there is nothing to configure here.
    public PrimitiveSerializers(ExtendedActorSystem system, Config config) : base(system) { }
#pragma warning restore IDE0060

    public override int Identifier => 17;

    public override string Manifest(object o) => o switch
    {
        string => Text,
        int => Int,
        long => Long,
        bool => Boolean,
        byte => Byte,
        short => Short,
        ushort => UShort,
        uint => UInt,
        ulong => ULong,
        float => Float,
        double => Double,
        decimal => Decimal,
        char => Char,
        _ => throw Stranger(o),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        string value => Encoding.UTF8.GetBytes(value),
        int value => Number(4, to => BinaryPrimitives.WriteInt32LittleEndian(to, value)),
        long value => Number(8, to => BinaryPrimitives.WriteInt64LittleEndian(to, value)),
        bool value => [value ? (byte)1 : (byte)0],
        byte value => [value],
        short value => Number(2, to => BinaryPrimitives.WriteInt16LittleEndian(to, value)),
        ushort value => Number(2, to => BinaryPrimitives.WriteUInt16LittleEndian(to, value)),
        uint value => Number(4, to => BinaryPrimitives.WriteUInt32LittleEndian(to, value)),
        ulong value => Number(8, to => BinaryPrimitives.WriteUInt64LittleEndian(to, value)),
        float value => Number(4, to => BinaryPrimitives.WriteSingleLittleEndian(to, value)),
        double value => Number(8, to => BinaryPrimitives.WriteDoubleLittleEndian(to, value)),
        char value => Number(2, to => BinaryPrimitives.WriteUInt16LittleEndian(to, value)),
        decimal value => FromDecimal(value),
        _ => throw Stranger(obj),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        Text => Encoding.UTF8.GetString(bytes),
        Int => BinaryPrimitives.ReadInt32LittleEndian(Of(bytes, 4)),
        Long => BinaryPrimitives.ReadInt64LittleEndian(Of(bytes, 8)),
        Boolean => Of(bytes, 1)[0] != 0,
        Byte => Of(bytes, 1)[0],
        Short => BinaryPrimitives.ReadInt16LittleEndian(Of(bytes, 2)),
        UShort => BinaryPrimitives.ReadUInt16LittleEndian(Of(bytes, 2)),
        UInt => BinaryPrimitives.ReadUInt32LittleEndian(Of(bytes, 4)),
        ULong => BinaryPrimitives.ReadUInt64LittleEndian(Of(bytes, 8)),
        Float => BinaryPrimitives.ReadSingleLittleEndian(Of(bytes, 4)),
        Double => BinaryPrimitives.ReadDoubleLittleEndian(Of(bytes, 8)),
        Char => (char)BinaryPrimitives.ReadUInt16LittleEndian(Of(bytes, 2)),
        Decimal => ToDecimal(Of(bytes, 16)),
        _ => throw new SerializationException($"Unknown manifest '{manifest}' of a primitive value."),
    };

    private static byte[] Number(int length, NumberWriter write)
    {
        var bytes = new byte[length];
        write(bytes);
        return bytes;
    }

    private static byte[] FromDecimal(decimal value)
    {
        var bytes = new byte[16];
        var parts = decimal.GetBits(value);
        for (var i = 0; i < parts.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), parts[i]);
        return bytes;
    }

    private static decimal ToDecimal(byte[] bytes)
    {
        var parts = new int[4];
        for (var i = 0; i < parts.Length; i++) parts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4 * i));
        try
        {
            return new decimal(parts);
        }
        catch (ArgumentException e)
        {
            throw new SerializationException("These bytes are no decimal.", e);
        }
    }

    private static byte[] Of(byte[] bytes, int length) =>
        bytes.Length == length
            ? bytes
            : throw new SerializationException($"A primitive value of {bytes.Length} bytes; {length} were expected.");

    private static SerializationException Stranger(object o) =>
        new($"{o?.GetType().FullName ?? "null"} is no primitive type; bind another serializer to it.");

    private delegate void NumberWriter(Span<byte> to);
}
