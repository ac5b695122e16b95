using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Wire;

namespace Akka.Remote;

/// <summary>
/// A connection that another system opened: its handshake, then its messages, delivered in order by the one task that reads them.
/// </summary>
internal sealed class InboundConnection
{
    private readonly TcpRemoting _remoting;
    private readonly Socket _socket;
    private readonly EndPoint _from;
    private readonly PipeReader _in;
    private readonly PipeWriter _out;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _shookHands = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InboundConnection(TcpRemoting remoting, Socket socket)
    {
        _remoting = remoting;
        _socket = socket;
        _from = socket.RemoteEndPoint;
        Sockets.Tune(socket, remoting.Settings);
        (_in, _out) = Sockets.Pipes(socket);
    }

    /// <summary>Who opened it, once it has said so.</summary>
    public Address Peer { get; private set; }

    public int PeerUid { get; private set; }

    /// <summary>Completes when it is known who opened it, or that nobody will be.</summary>
    public Task ShookHands => _shookHands.Task;

    public Task Ended => _ended.Task;

    private string Opener => Peer?.ToString() ?? _from.ToString();

    public void Close() => _socket.Dispose();

    public async Task RunAsync()
    {
        try
        {
            if (await ShakeHandsAsync())
            {
                _shookHands.TrySetResult();
                _remoting.Connected(Peer, inbound: true);
                await ReadAsync(new InboundMessages(_remoting, Peer));
            }
        }
        catch (WireException e)
        {
            _remoting.WarnOf($"The connection from {Opener} was closed because {e.Message}.");
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            _remoting.Log.Debug("The connection from {0} has ended: {1}", Opener, e.Message);
        }
        catch (Exception e)
        {
            _remoting.Log.Error(e, "The connection from {0} was closed because of a failure here: {1}", Opener, e.Message);
        }
        finally
        {
            _remoting.Inbound.Remove(this);
            _shookHands.TrySetResult();
            _ended.TrySetResult();
            await Sockets.CloseAsync(_socket, _in, _out);
        }
        if (Peer is not null) _remoting.Disconnected(Peer, inbound: true);
    }

    private async Task<bool> ShakeHandsAsync()
    {
        using var timeout = new CancellationTokenSource(_remoting.Settings.HandshakeTimeout);
        try
        {
            var (hello, version) = await Handshake.ReadHelloAsync(_in, timeout.Token);
            var verdict = Judge(hello, version, out var peer);
            if (verdict == HelloReply.Types.Verdict.Welcome)
            {
                Peer = peer;
                PeerUid = hello.Uid;
                await _remoting.Inbound.TakeOverAsync(this);
                _remoting.AssociationWith(peer).HeardFrom(hello.Uid);
            }
            var address = _remoting.LocalAddress.ToString();
            var reply = new HelloReply { Verdict = verdict, Uid = _remoting.Uid, Address = address, Version = Frames.Version };
            Frames.WritePreface(_out);
            Frames.Write(_out, FrameKind.HelloReply, reply);
            await _out.FlushAsync(timeout.Token);
            if (verdict == HelloReply.Types.Verdict.Welcome) return true;
            _remoting.WarnOf(hello is null
                ? $"The connection from {_from} was refused: it speaks version {version} of the protocol, not {Frames.Version}."
                : $"The connection from {hello.From} was refused: {Handshake.Explain(reply, hello)}");
            await LetReadAsync(timeout.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            throw new WireException(
                $"it did not complete the handshake within {_remoting.Settings.HandshakeTimeout} (akka.remote.handshake-timeout)");
        }
    }

    // Closing at once, with something of the peer's unread, would take the answer back. It hangs up when it has read it, or has had its
    // time.
    private async Task LetReadAsync(CancellationToken timeout)
    {
        Sockets.EndSending(_socket);
        try
        {
            ReadResult result;
            do
            {
                result = await _in.ReadAsync(timeout);
                _in.AdvanceTo(result.Buffer.End);
            }
            while (!result.IsCompleted);
        }
        catch (OperationCanceledException)
        {
            _remoting.Log.Debug("{0} was refused and does not hang up; the connection is closed", _from);
        }
    }

    private HelloReply.Types.Verdict Judge(Hello hello, byte version, out Address peer)
    {
        peer = null;
        if (version != Frames.Version) return HelloReply.Types.Verdict.OtherVersion;
        if (hello.Uid <= 0 || !Address.TryParse(hello.From, out peer) || !TcpRemoting.IsReachable(peer))
            throw new WireException($"it calls itself '{hello.From}' with incarnation {hello.Uid}");
        if (peer == _remoting.LocalAddress)
            throw new WireException($"it calls itself {peer} as this system does: check public-hostname and public-port of both");
        if (!Address.TryParse(hello.To, out var meant) || meant != _remoting.LocalAddress) return HelloReply.Types.Verdict.OtherAddress;
        if (_remoting.IsShuttingDown) return HelloReply.Types.Verdict.ShuttingDown;
        if (!_remoting.Knows(peer) && _remoting.IsCrowded) return HelloReply.Types.Verdict.TooManyPeers;
        return _remoting.AssociationWith(peer).IsQuarantinedUid(hello.Uid)
            ? HelloReply.Types.Verdict.Quarantined
            : HelloReply.Types.Verdict.Welcome;
    }

    private async Task ReadAsync(InboundMessages messages)
    {
        while (true)
        {
            var result = await _in.ReadAsync();
            var buffer = result.Buffer;
            while (Frames.TryRead(ref buffer, _remoting.Settings.MaximumFrameSize, out var kind, out var body))
            {
                if (_remoting.Faults.IsCut(Peer)) continue;
                if (kind == FrameKind.Heartbeat) Frames.Write(_out, FrameKind.HeartbeatReply);
                else Take(messages, kind, body);
            }
            _in.AdvanceTo(buffer.Start, buffer.End);
            if (_out.UnflushedBytes > 0) await _out.FlushAsync();
            if (result.IsCompleted) return;
        }
    }

    private static void Take(InboundMessages messages, FrameKind kind, in ReadOnlySequence<byte> body)
    {
        switch (kind)
        {
            case FrameKind.Message when body.IsSingleSegment:
                messages.Deliver(body.FirstSpan);
                break;
            case FrameKind.Message:
                messages.Deliver(body.ToArray());
                break;
            case FrameKind.System:
                messages.Deliver(Handshake.Parse(SystemFrame.Parser, body));
                break;
            default:
                throw new WireException($"it sent a frame of the unknown kind {(int)kind}");
        }
    }
}
