using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Remote;

/// <summary>Sockets as <see cref="RemoteSettings"/> wants them.</summary>
internal static class Sockets
{
    // IPPROTO_TCP and TCP_USER_TIMEOUT, which .NET has no names for.
    public const int LinuxTcp = 6;
    public const int LinuxUserTimeout = 18;

    private const int PipeBuffer = 64 * 1024;

    /// <exception cref="RemoteTransportException">The address cannot be listened at.</exception>
    public static Socket Listen(RemoteSettings settings)
    {
        var ip = IpOf(settings);
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (ip.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(new IPEndPoint(ip, settings.Port));
            socket.Listen(settings.Backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new RemoteTransportException(
                $"Cannot listen at {ip}:{settings.Port} ({RemoteSettings.Tcp}.hostname and {RemoteSettings.Tcp}.port): {e.Message}. "
                + (e.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? "Stop what listens there, or choose another port, or 0 for any free one."
                    : "The host name must be one of this machine's."),
                e);
        }
    }

    public static async Task<Socket> ConnectAsync(RemoteSettings settings, Address address, CancellationToken giveUp)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        timeout.CancelAfter(settings.ConnectionTimeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Tune(socket, settings);
            await (IPAddress.TryParse(address.Host, out var ip)
                ? socket.ConnectAsync(ip, address.Port.Value, timeout.Token)
                : socket.ConnectAsync(address.Host, address.Port.Value, timeout.Token));
            return socket;
        }
        catch (OperationCanceledException) when (!giveUp.IsCancellationRequested)
        {
            socket.Dispose();
            throw new RemoteTransportException(
                $"Nothing answered within {settings.ConnectionTimeout} ({RemoteSettings.Tcp}.connection-timeout).");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static void Tune(Socket socket, RemoteSettings settings)
    {
        socket.NoDelay = settings.NoDelay;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, settings.KeepAlive);
        if (settings.SendBufferSize > 0) socket.SendBufferSize = settings.SendBufferSize;
        if (settings.ReceiveBufferSize > 0) socket.ReceiveBufferSize = settings.ReceiveBufferSize;
        if (!OperatingSystem.IsLinux()) return;
        var milliseconds = (int)settings.UnacknowledgedTimeout.TotalMilliseconds;
        socket.SetRawSocketOption(LinuxTcp, LinuxUserTimeout, BitConverter.GetBytes(milliseconds));
    }

    public static (PipeReader In, PipeWriter Out) Pipes(Socket socket)
    {
        var stream = new NetworkStream(socket, ownsSocket: false);
        return (
            PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: PipeBuffer, minimumReadSize: PipeBuffer / 4)),
            PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: PipeBuffer)));
    }

    /// <summary>Closes a connection that nobody uses any more, and gives its buffers back. What was not flushed is lost.</summary>
    public static async ValueTask CloseAsync(Socket socket, PipeReader reader, PipeWriter writer)
    {
        socket.Dispose();
        await reader.CompleteAsync();
        await writer.CompleteAsync(new IOException("The connection is closed."));
    }

    public static void EndSending(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side was faster; there is nobody left to tell.
        }
    }

    /// <summary>The host that other systems connect to.</summary>
    public static string PublicHost(RemoteSettings settings) =>
        settings.PublicHostname.Length > 0 ? settings.PublicHostname : settings.Hostname.Length > 0 ? settings.Hostname : Dns.GetHostName();

    private static IPAddress IpOf(RemoteSettings settings)
    {
        if (settings.Hostname.Length == 0) return Socket.OSSupportsIPv6 && settings.PreferIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        if (IPAddress.TryParse(settings.Hostname, out var ip)) return ip;
        try
        {
            var preferred = settings.PreferIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
            return Dns.GetHostAddresses(settings.Hostname).OrderByDescending(a => a.AddressFamily == preferred).First();
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or ArgumentException)
        {
            throw new ConfigurationException(
                $"{RemoteSettings.Tcp}.hostname is '{settings.Hostname}', which has no address: {e.Message}", e);
        }
    }
}
