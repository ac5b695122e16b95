using System.Net;
using System.Net.Sockets;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Accepts connections on this system's port. Only so many may be open without having said who they are.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly TcpRemoting _remoting;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly LogLimiter _floodLog = new();
    private Task _accepting = Task.CompletedTask;
    private int _pending;

    public Listener(TcpRemoting remoting, Socket socket)
    {
        _remoting = remoting;
        _socket = socket;
        Port = ((IPEndPoint)socket.LocalEndPoint).Port;
    }

    public int Port { get; }

    public void Start() => _accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(_stop.Token);
                _ = ServeAsync(socket);
            }
            catch (Exception e) when (e is SocketException && !_stop.IsCancellationRequested)
            {
                // Too many open files, for example: others may be closed in a moment.
                _remoting.Log.Error(e, "Cannot accept a connection: {0}", e.Message);
                await Task.Delay(PauseAfterFailure);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            if (Interlocked.Increment(ref _pending) > _remoting.Settings.MaximumPendingHandshakes)
            {
                socket.Dispose();
                if (_floodLog.TryTake(out var held))
                {
                    _remoting.Log.Warning(
                        "{0} connections have not said yet who they are; {1} more were closed (akka.remote.maximum-pending-handshakes)",
                        _remoting.Settings.MaximumPendingHandshakes, held + 1);
                }
                return;
            }
            var connection = new InboundConnection(_remoting, socket);
            _remoting.Inbound.Add(connection);
            var running = connection.RunAsync();
            await connection.ShookHands;
            _ = running;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _remoting.Log.Debug("A connection ended before it was served: {0}", e.Message);
            socket.Dispose();
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
