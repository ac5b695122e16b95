using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Akka.Remote.Wire;

/// <summary>What a frame holds. Numbers go over the wire and are never reused.</summary>
internal enum FrameKind : byte
{
    Hello = 1,
    HelloReply = 2,
    Message = 3,
    System = 4,

    /// <summary>No body. Answered with <see cref="HeartbeatReply"/> on the same connection.</summary>
    Heartbeat = 5,
    HeartbeatReply = 6,
}

/// <summary>
/// The outermost layer of a connection.
/// <code>
/// connection := preface frame*               each direction for itself
/// preface    := 'A' 'k' 'E' 'm' version:u8
/// frame      := length:u32le kind:u8 body    length counts kind and body
/// </code>
/// The opener sends Hello, the acceptor answers HelloReply; then messages flow from opener to acceptor only. Two systems that talk
/// to each other have two connections, so neither has to be chosen when both connect at once.
/// </summary>
internal static class Frames
{
    public const byte Version = 1;
    public const int PrefaceLength = 5;
    public const int HeaderLength = LengthLength + 1;
    public const int HandshakeLimit = 4096;

    private const int LengthLength = 4;

    private static ReadOnlySpan<byte> Magic => "AkEm"u8;

    public static void WritePreface(PipeWriter to)
    {
        var span = to.GetSpan(PrefaceLength);
        Magic.CopyTo(span);
        span[Magic.Length] = Version;
        to.Advance(PrefaceLength);
    }

    public static void Write(PipeWriter to, FrameKind kind, IMessage body = null)
    {
        var length = body?.CalculateSize() ?? 0;
        var span = to.GetSpan(HeaderLength + length);
        WriteHeader(span, kind, length);
        body?.WriteTo(span.Slice(HeaderLength, length));
        to.Advance(HeaderLength + length);
    }

    public static void WriteHeader(Span<byte> to, FrameKind kind, int bodyLength)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, bodyLength + 1);
        to[LengthLength] = (byte)kind;
    }

    /// <summary>Takes the preface off <paramref name="buffer"/> and gives its version; false while there are too few bytes.</summary>
    /// <exception cref="WireException">It is none; the first differing byte is enough to know.</exception>
    public static bool TryReadPreface(ref ReadOnlySequence<byte> buffer, out byte version)
    {
        Span<byte> start = stackalloc byte[PrefaceLength];
        var length = (int)Math.Min(buffer.Length, PrefaceLength);
        buffer.Slice(0, length).CopyTo(start);
        var magic = Math.Min(length, Magic.Length);
        if (!start[..magic].SequenceEqual(Magic[..magic])) throw new WireException("it does not speak this engine's remoting protocol");
        version = start[Magic.Length];
        if (length < PrefaceLength) return false;
        buffer = buffer.Slice(PrefaceLength);
        return true;
    }

    /// <summary>Takes one frame off <paramref name="buffer"/>; false while it is incomplete.</summary>
    /// <exception cref="WireException">It says that it is longer than <paramref name="limit"/>, or empty.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int limit, out FrameKind kind, out ReadOnlySequence<byte> body)
    {
        kind = default;
        body = default;
        if (buffer.Length < LengthLength) return false;
        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, Math.Min(buffer.Length, HeaderLength)).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length == 0) throw new WireException("it sent an empty frame");
        if (length > limit)
            throw new WireException(
                $"it announced a frame of {length} bytes, and at most {limit} are accepted ({RemoteSettings.Tcp}.maximum-frame-size)");
        if (buffer.Length < LengthLength + length) return false;
        kind = (FrameKind)header[LengthLength];
        body = buffer.Slice(HeaderLength, length - 1);
        buffer = buffer.Slice(body.End);
        return true;
    }
}

/// <summary>What a peer sent breaks the protocol; the message completes "the connection was closed because …".</summary>
internal sealed class WireException(string message, Exception cause = null) : Exception(message, cause);
