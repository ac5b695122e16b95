using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>Protobuf's own complaint, told as ours.</summary>
internal static class Parsing
{
    public static T Read<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes, string what)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new WireFormatException($"{bytes.Length} bytes that are no {what}: {broken.Message}", broken);
        }
    }
}
