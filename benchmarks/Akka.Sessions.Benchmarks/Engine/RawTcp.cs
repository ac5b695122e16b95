using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>What the machine's TCP gives without any engine: echoes of a small frame, and frames one way written by the hundred.</summary>
internal sealed record RawTcp(double Median, double Percentile99, double FramesPerSecond, double CpuMicroseconds)
{
    /// <summary>About what a published small message takes on the wire.</summary>
    internal const int FrameSize = 64;

    internal const int FramesOneWay = 2_000_000;
    private const int FramesAWrite = 100;

    internal static async Task<RawTcp> MeasureAsync(PeerProcess peer, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, peer.RawPort, cancellationToken);
        await using var stream = new NetworkStream(socket);
        var echoes = RoundTrips.Of(await EchoAsync(stream, cancellationToken));
        var cpuBefore = peer.CpuOfBoth;
        var perSecond = await OneWayAsync(stream, cancellationToken);
        return new RawTcp(echoes.Median, echoes.Percentile99, perSecond, (peer.CpuOfBoth - cpuBefore).TotalMicroseconds / FramesOneWay);
    }

    private static async Task<double[]> EchoAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var frame = new byte[FrameSize];
        var microseconds = new double[RoundTrips.WarmUp + RoundTrips.Measured];
        for (var i = 0; i < microseconds.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await stream.WriteAsync(frame, cancellationToken);
            await stream.ReadExactlyAsync(frame, cancellationToken);
            microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return microseconds[RoundTrips.WarmUp..];
    }

    private static async Task<double> OneWayAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var frames = new byte[FrameSize * FramesAWrite];
        // A one in the first byte ends the echoing.
        BinaryPrimitives.WriteInt32LittleEndian(frames, 1);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < FramesOneWay / FramesAWrite; i++) await stream.WriteAsync(frames, cancellationToken);
        await stream.ReadExactlyAsync(new byte[1], cancellationToken);
        return FramesOneWay / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
