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
        // The second where a group of unknown fields breaks off: the library does not check that length.
        catch (Exception broken) when (broken is InvalidProtocolBufferException or ArgumentOutOfRangeException)
        {
            throw new WireFormatException($"{bytes.Length} bytes that are no {what}: {broken.Message}", broken);
        }
    }
}
