using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote;

/// <summary>
/// One other address: what is queued for it, and who may be there. One task (<see cref="AssociationWriter"/>) empties the queue into a
/// connection, in order. The queue is bounded in bytes; whatever cannot be sent goes to the dead letters.
/// </summary>
internal sealed class Association
{
    private readonly TcpRemoting _remoting;
    private readonly ConcurrentQueue<Outbound> _queue = new();
    private readonly AssociationWriter _writer;
    private readonly LogLimiter _overflowLog = new();
    private readonly ConcurrentDictionary<int, bool> _quarantined = new();
    private long _queuedBytes;
    private long _overflowed;
    private int _uid;
    private volatile bool _isClosed;

    public Association(TcpRemoting remoting, Address address)
    {
        _remoting = remoting;
        Address = address;
        _writer = new AssociationWriter(remoting, this);
    }

    public Address Address { get; }

    public ActorSystemImpl System => _remoting.System;

    public RemoteWatcher Watcher => _remoting.Watcher;

    /// <summary>The incarnation known to be there; 0 while none is known.</summary>
    public int Uid => Volatile.Read(ref _uid);

    public bool IsEmpty => _queue.IsEmpty;

    /// <summary>Messages that found the queue full, since the start.</summary>
    public long Overflowed => Interlocked.Read(ref _overflowed);

    public bool IsQuarantined => Uid is var uid and not 0 && _quarantined.ContainsKey(uid);

    /// <exception cref="System.Runtime.Serialization.SerializationException">The message has no serializer, or that failed.</exception>
    public void Tell(RemoteActorRef recipient, object message, IActorRef sender)
    {
        var payload = message is SerializedMessage serialized ? serialized.Payload : _remoting.Serialize(message);
        var from = sender is Nobody ? null : sender;
        var outbound = new Outbound(message is SerializedMessage wrapper ? wrapper.Message : message, recipient, from, payload);
        if (EnvelopeWriter.Fits(recipient, from, payload, _remoting.Settings.MaximumFrameSize)) Send(outbound);
        else RefuseOversized(outbound);
    }

    public void Send(SystemFrame.Types.Kind kind, InternalActorRef actor, InternalActorRef other = null, bool existenceConfirmed = false) =>
        Send(new Outbound(new SystemFrame
    {
        Kind = kind,
        Actor = _remoting.FullPath(actor),
        Other = other is null ? "" : _remoting.FullPath(other),
        ExistenceConfirmed = existenceConfirmed,
    }));

    public void Send(in Outbound outbound)
    {
        if (_isClosed || IsQuarantined)
        {
            ToDeadLetters(outbound);
            // Somebody else may be there by now.
            if (!_isClosed) _writer.Probe();
            return;
        }
        // What is said about the life of actors must not get lost among messages, and is little.
        var limit = outbound.Kind == FrameKind.Message ? _remoting.Settings.OutboundQueueBytes : 2L * _remoting.Settings.OutboundQueueBytes;
        if (Interlocked.Add(ref _queuedBytes, outbound.Cost) > limit)
        {
            Interlocked.Add(ref _queuedBytes, -outbound.Cost);
            Overflow(outbound);
            return;
        }
        _queue.Enqueue(outbound);
        _writer.Wake();
        // Closed meanwhile, and perhaps emptied for the last time before this came in.
        if (_isClosed) DropQueued();
    }

    public bool TryTake(out Outbound outbound)
    {
        if (!_queue.TryDequeue(out outbound)) return false;
        Interlocked.Add(ref _queuedBytes, -outbound.Cost);
        return true;
    }

    public void ToDeadLetters(in Outbound outbound)
    {
        if (outbound.Kind == FrameKind.Message)
            System.Provider.DeadLetters.Publish(outbound.Message, outbound.Sender, outbound.Recipient);
    }

    public void DropQueued()
    {
        while (TryTake(out var outbound)) ToDeadLetters(outbound);
    }

    /// <summary>
    /// The other side has connected: it is there, and what it sent over its connection before this one may have been lost.
    /// </summary>
    public void HeardFrom(int uid)
    {
        Meet(uid);
        _writer.RetryNow();
        Watcher.WatchAgain(this);
    }

    /// <summary>Notes who is there: told by its handshake, whichever side opened the connection.</summary>
    public void Meet(int uid)
    {
        var before = Interlocked.Exchange(ref _uid, uid);
        if (before == uid || before == 0) return;
        _remoting.Log.Info("{0} has restarted: incarnation {1} is gone, {2} is there now", Address, before, uid);
        // The connection that is open leads to the old process.
        _writer.Disconnect();
        Watcher.IncarnationEnded(Address);
    }

    public bool IsQuarantinedUid(int uid) => _quarantined.ContainsKey(uid);

    public void Quarantine(int uid)
    {
        if (!_quarantined.TryAdd(uid, true)) return;
        _remoting.Publish(new QuarantinedEvent(Address, uid));
        if (Uid != uid) return;
        _writer.Disconnect();
        DropQueued();
    }

    /// <summary>Sends what is queued, as far as <paramref name="giveUp"/> allows, and closes.</summary>
    public async Task CloseAsync(CancellationToken giveUp)
    {
        await _writer.FinishAsync(giveUp);
        _isClosed = true;
        DropQueued();
    }

    private void Overflow(in Outbound outbound)
    {
        var count = Interlocked.Increment(ref _overflowed);
        if (_overflowLog.TryTake(out _))
        {
            _remoting.Log.Warning(
                "The queue for {0} is full ({1} bytes, akka.remote.outbound-queue-size): {2} messages have gone to the dead letters so far",
                Address, _remoting.Settings.OutboundQueueBytes, count);
        }
        ToDeadLetters(outbound);
    }

    private void RefuseOversized(in Outbound outbound)
    {
        _remoting.Log.Error(
            "A {0} of {1} bytes to {2} is not sent: with its envelope it exceeds {3} bytes (akka.remote.dot-netty.tcp.maximum-frame-size)",
            outbound.Message.GetType().FullName, outbound.Payload.Bytes.Length, outbound.Recipient, _remoting.Settings.MaximumFrameSize);
        ToDeadLetters(outbound);
    }
}
