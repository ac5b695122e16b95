using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Akka.Serialization;
using EngineSerialization = Akka.Serialization.Serialization;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// A thin envelope, written by hand because every published message goes through it. The message in it is written by the serializer bound
/// to its type.
/// </summary>
internal static class DeliveryCodec
{
    // DELIVERY := kind:u8 name:text serializer:i32 manifest:text message:(the rest)
    // text     := length:u16 utf8
    private const int FixedLength = sizeof(byte) + sizeof(ushort) + sizeof(int) + sizeof(ushort);

    // The same few topics and manifests come again and again.
    private static readonly TextCache Texts = new();

    internal static byte[] Write(Delivery delivery, EngineSerialization serialization)
    {
        var (serializer, manifest, message) = serialization.ToPayload(delivery.Message);
        var name = delivery.Key.Name;
        var bytes = new byte[FixedLength + Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(manifest) + message.Length];
        bytes[0] = (byte)delivery.Key.Kind;
        var rest = WriteText(bytes.AsSpan(sizeof(byte)), name);
        BinaryPrimitives.WriteInt32LittleEndian(rest, serializer);
        rest = WriteText(rest[sizeof(int)..], manifest);
        message.CopyTo(rest);
        return bytes;
    }

    internal static Delivery Read(byte[] bytes, EngineSerialization serialization)
    {
        if (bytes.Length < FixedLength) throw Malformed($"is {bytes.Length} bytes long");
        if (bytes[0] > (byte)RegistryKeyKind.Path) throw Malformed($"has the unknown kind {bytes[0]}");
        ReadOnlySpan<byte> rest = bytes.AsSpan(sizeof(byte));
        var name = ReadText(ref rest);
        if (rest.Length < sizeof(int)) throw Malformed("ends before its serializer");
        var serializer = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        var manifest = ReadText(ref rest);
        var message = serialization.FromPayload(new Payload(serializer, manifest, rest.ToArray()));
        return new Delivery(new RegistryKey((RegistryKeyKind)bytes[0], name), message);
    }

    private static Span<byte> WriteText(Span<byte> to, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, to[sizeof(ushort)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(to, checked((ushort)length));
        return to[(sizeof(ushort) + length)..];
    }

    private static string ReadText(ref ReadOnlySpan<byte> from)
    {
        if (from.Length < sizeof(ushort)) throw Malformed("ends before a text");
        var length = BinaryPrimitives.ReadUInt16LittleEndian(from);
        from = from[sizeof(ushort)..];
        if (from.Length < length) throw Malformed($"has a text of {length} bytes and only {from.Length} more");
        var text = Texts.Get(from[..length]);
        from = from[length..];
        return text;
    }

    private static SerializationException Malformed(string what) => new($"A delivery between mediators {what}.");
}
