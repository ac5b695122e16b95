using System.IO.Pipelines;
using System.Net.Sockets;
using Akka.Event;
using Akka.Remote.Wire;

namespace Akka.Remote;

/// <summary>
/// A connection that this system opened, and the only way its messages take. The other direction carries answers to heartbeats, and the
/// news of its end.
/// </summary>
internal sealed class OutboundConnection : IAsyncDisposable
{
    private static readonly TimeSpan LastRead = TimeSpan.FromSeconds(1);

    private readonly TcpRemoting _remoting;
    private readonly Association _association;
    private readonly Socket _socket;
    private readonly PipeReader _in;
    private readonly PipeWriter _out;
    private readonly Wakeup _ended;
    private readonly EnvelopeWriter _envelopes = new();
    private Task _reading = Task.CompletedTask;
    private volatile bool _isOpen = true;

    private OutboundConnection(TcpRemoting remoting, Association association, Socket socket, Wakeup ended)
    {
        _remoting = remoting;
        _association = association;
        _socket = socket;
        _ended = ended;
        (_in, _out) = Sockets.Pipes(socket);
    }

    public int PeerUid { get; private set; }

    public bool IsOpen => _isOpen;

    public long UnflushedBytes => _out.UnflushedBytes;

    /// <summary>Connects and shakes hands. <paramref name="ended"/> is set when the connection ends.</summary>
    public static async Task<OutboundConnection> OpenAsync(
        TcpRemoting remoting, Association association, Wakeup ended, CancellationToken giveUp)
    {
        var socket = await Sockets.ConnectAsync(remoting.Settings, association.Address, giveUp);
        var connection = new OutboundConnection(remoting, association, socket, ended);
        try
        {
            connection.PeerUid = await connection.ShakeHandsAsync(giveUp);
            connection._reading = connection.ReadAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public bool TryWrite(in Outbound outbound)
    {
        if (_remoting.Faults.IsCut(_association.Address)) return true;
        if (outbound.Kind == FrameKind.Message) return _envelopes.TryWrite(_out, outbound.Recipient, outbound.Sender, outbound.Payload);
        Frames.Write(_out, outbound.Kind, outbound.Frame);
        return true;
    }

    public async ValueTask FlushAsync() => await _out.FlushAsync();

    /// <summary>Ends it from any thread; the sending task notices.</summary>
    public void Close()
    {
        _isOpen = false;
        _socket.Dispose();
        _ended.Set();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOpen)
        {
            // Closing at once would throw away what the peer has not read yet. It hangs up when it has read the end.
            Sockets.EndSending(_socket);
            await Task.WhenAny(_reading, Task.Delay(LastRead));
        }
        Close();
        await _reading;
        await Sockets.CloseAsync(_socket, _in, _out);
    }

    private async Task<int> ShakeHandsAsync(CancellationToken giveUp)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        timeout.CancelAfter(_remoting.Settings.HandshakeTimeout);
        var hello = new Hello { From = _remoting.LocalAddress.ToString(), Uid = _remoting.Uid, To = _association.Address.ToString() };
        HelloReply reply;
        try
        {
            Frames.WritePreface(_out);
            Frames.Write(_out, FrameKind.Hello, hello);
            await _out.FlushAsync(timeout.Token);
            reply = await Handshake.ReadReplyAsync(_in, timeout.Token);
        }
        catch (OperationCanceledException) when (!giveUp.IsCancellationRequested)
        {
            throw new RemoteTransportException(
                $"{_association.Address} did not answer the handshake within {_remoting.Settings.HandshakeTimeout}.");
        }
        catch (WireException e)
        {
            throw new RemoteTransportException($"What listens at {_association.Address} is no peer: {e.Message}.", e);
        }
        if (reply.Verdict == HelloReply.Types.Verdict.Quarantined)
            _remoting.Publish(new ThisActorSystemQuarantinedEvent(_remoting.LocalAddress, _association.Address));
        if (reply.Verdict != HelloReply.Types.Verdict.Welcome) throw new RemoteTransportException(Handshake.Explain(reply, hello));
        if (_association.IsQuarantinedUid(reply.Uid))
            throw new RemoteTransportException($"{_association.Address} with incarnation {reply.Uid} is quarantined until it restarts.");
        return reply.Uid;
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var result = await _in.ReadAsync();
                var buffer = result.Buffer;
                while (Frames.TryRead(ref buffer, Frames.HandshakeLimit, out var kind, out _))
                {
                    if (kind == FrameKind.HeartbeatReply && !_remoting.Faults.IsCut(_association.Address))
                        _remoting.Watcher.HeartbeatAnswered(_association.Address);
                }
                _in.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted) break;
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or WireException)
        {
            _remoting.Log.Debug("The connection to {0} has ended: {1}", _association.Address, e.Message);
        }
        Close();
    }
}
