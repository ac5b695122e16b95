using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Akka.Remote.Wire;

/// <summary>Reads the first frames of a connection, which are small and come from anybody.</summary>
internal static class Handshake
{
    public static async Task<(Hello Hello, byte Version)> ReadHelloAsync(PipeReader from, CancellationToken timeout)
    {
        var version = await ReadPrefaceAsync(from, timeout);
        // Another version may begin differently from here on; the answer names ours.
        return version == Frames.Version ? (await ReadAsync(from, FrameKind.Hello, Hello.Parser, timeout), version) : (null, version);
    }

    public static async Task<HelloReply> ReadReplyAsync(PipeReader from, CancellationToken timeout)
    {
        // An acceptor of any version answers with its preface and a reply that every version can read.
        await ReadPrefaceAsync(from, timeout);
        return await ReadAsync(from, FrameKind.HelloReply, HelloReply.Parser, timeout);
    }

    /// <summary>Why there is no connection, for a person.</summary>
    public static string Explain(HelloReply reply, Hello hello) => reply.Verdict switch
    {
        HelloReply.Types.Verdict.OtherVersion =>
            $"{hello.To} speaks version {reply.Version} of the protocol, and this system version {Frames.Version}: upgrade one of them.",
        HelloReply.Types.Verdict.OtherAddress =>
            $"What listens at {hello.To} calls itself {reply.Address}: use that address, or set public-hostname and public-port there.",
        HelloReply.Types.Verdict.Quarantined => $"{hello.To} has quarantined this system: it must restart before it can talk to it again.",
        HelloReply.Types.Verdict.TooManyPeers =>
            $"{hello.To} has heard of {TcpRemoting.MaximumPeers} addresses since its start and takes no more.",
        HelloReply.Types.Verdict.ShuttingDown => $"{hello.To} is shutting down.",
        _ => $"{hello.To} refused the connection ({reply.Verdict}).",
    };

    private static async Task<byte> ReadPrefaceAsync(PipeReader from, CancellationToken timeout)
    {
        while (true)
        {
            var result = await from.ReadAsync(timeout);
            var buffer = result.Buffer;
            if (Frames.TryReadPreface(ref buffer, out var version))
            {
                from.AdvanceTo(buffer.Start);
                return version;
            }
            from.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted) throw new WireException("it hung up before it said who it is");
        }
    }

    private static async Task<T> ReadAsync<T>(PipeReader from, FrameKind expected, MessageParser<T> parser, CancellationToken timeout)
        where T : IMessage<T>
    {
        while (true)
        {
            var result = await from.ReadAsync(timeout);
            var buffer = result.Buffer;
            if (Frames.TryRead(ref buffer, Frames.HandshakeLimit, out var kind, out var body))
            {
                if (kind != expected) throw new WireException($"it sent a frame of kind {(int)kind} where {expected} was expected");
                var message = Parse(parser, body);
                from.AdvanceTo(buffer.Start);
                return message;
            }
            from.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted) throw new WireException("it hung up in the middle of the handshake");
        }
    }

    public static T Parse<T>(MessageParser<T> parser, in ReadOnlySequence<byte> body) where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new WireException($"it sent something that is no {typeof(T).Name}", e);
        }
    }
}
