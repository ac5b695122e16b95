using System.Net.Sockets;
using Akka.Event;

namespace Akka.Remote;

/// <summary>
/// The one task that sends to an address. It connects when there is something to send, writes everything queued before it flushes, and
/// pauses after a failure, longer each time. A message waits for at most one attempt: when that fails, the queue goes to the dead letters.
/// </summary>
#pragma warning disable CA1001 // It lives as long as the system; neither field holds more than memory.
internal sealed class AssociationWriter(TcpRemoting remoting, Association association)
#pragma warning restore CA1001
{
    // Enough that a flush is worth its system call, little enough that the receiver starts early.
    private const long FlushAt = 64 * 1024;

    private readonly Wakeup _wakeup = new();
    private readonly SemaphoreSlim _retry = new(0, 1);
    private readonly CancellationTokenSource _giveUp = new();
    private volatile OutboundConnection _connection;
    private volatile bool _isFinishing;
    private volatile bool _isProbing;
    private Task _running;
    private bool _mayHaveLost;
    private int _isStarted;

    public void Wake()
    {
        if (Volatile.Read(ref _isStarted) == 0 && Interlocked.Exchange(ref _isStarted, 1) == 0) _running = Task.Run(RunAsync);
        _wakeup.Set();
    }

    /// <summary>Connects, when no pause is on, to learn who is there.</summary>
    public void Probe()
    {
        _isProbing = true;
        Wake();
    }

    /// <summary>Ends the pause after a failure: the other side has shown that it is there.</summary>
    public void RetryNow()
    {
        lock (_retry)
        {
            if (_retry.CurrentCount == 0) _retry.Release();
        }
    }

    public void Disconnect() => _connection?.Close();

    /// <summary>Sends what is queued, then ends; ends at once when <paramref name="giveUp"/> is cancelled.</summary>
    public async Task FinishAsync(CancellationToken giveUp)
    {
        _isFinishing = true;
        if (Interlocked.Exchange(ref _isStarted, 1) == 0) return;
        await using var registration = giveUp.UnsafeRegister(static writer => ((AssociationWriter)writer)._giveUp.Cancel(), this);
        _wakeup.Set();
        while (Volatile.Read(ref _running) is null) await Task.Yield();
        await _running;
    }

    private async Task RunAsync()
    {
        var pause = remoting.Settings.FirstBackoff;
        while (true)
        {
            while (association.IsEmpty && !_isProbing && !_isFinishing) await _wakeup.WaitAsync();
            if (_isFinishing && association.IsEmpty || _giveUp.IsCancellationRequested) return;
            _isProbing = false;
            var isConnected = await TryServeAsync(isFirstFailure: pause == remoting.Settings.FirstBackoff);
            if (_isFinishing && !isConnected) return;
            if (isConnected) pause = remoting.Settings.FirstBackoff;
            // After a lost connection too: a peer that hangs up on every handshake must not be called in a loop.
            await PauseAsync(pause);
            if (!isConnected) pause = pause * 2 < remoting.Settings.LongestBackoff ? pause * 2 : remoting.Settings.LongestBackoff;
        }
    }

    /// <summary>Connects and sends until the connection ends; false when there was none.</summary>
    private async Task<bool> TryServeAsync(bool isFirstFailure)
    {
        var isConnected = false;
        try
        {
            await using var connection = await OutboundConnection.OpenAsync(remoting, association, _wakeup, _giveUp.Token);
            isConnected = true;
            // Before the connection is known: meeting another incarnation ends the one that is.
            association.Meet(connection.PeerUid);
            _connection = connection;
            // A flush waits for a peer that does not read; only the end of the connection ends that.
            await using var hangUp = _giveUp.Token.UnsafeRegister(static open => ((OutboundConnection)open).Close(), connection);
            remoting.Connected(association.Address, inbound: false);
            if (_mayHaveLost) remoting.Watcher.WatchAgain(association);
            await SendAsync(connection);
        }
        catch (Exception e) when (e is SocketException or IOException or RemoteTransportException || IsEnd(e))
        {
            if (!isConnected) Failed(e, isFirstFailure);
        }
        catch (Exception e)
        {
            // Nothing else is expected; whatever it is, the next connection may fare better, and messages go on being sent or dropped.
            remoting.Log.Error(e, "The connection to {0} was closed because of a failure here: {1}", association.Address, e.Message);
            if (!isConnected) association.DropQueued();
        }
        _connection = null;
        _mayHaveLost = true;
        if (isConnected) remoting.Disconnected(association.Address, inbound: false);
        return isConnected;
    }

    private async Task SendAsync(OutboundConnection connection)
    {
        while (connection.IsOpen)
        {
            while (association.TryTake(out var outbound))
            {
                if (!connection.TryWrite(outbound)) association.ToDeadLetters(outbound);
                if (connection.UnflushedBytes >= FlushAt) await connection.FlushAsync();
                if (!connection.IsOpen) return;
            }
            if (connection.UnflushedBytes > 0) await connection.FlushAsync();
            else if (_isFinishing) return;
            else await _wakeup.WaitAsync();
        }
    }

    private static bool IsEnd(Exception e) => e is ObjectDisposedException or OperationCanceledException;

    private void Failed(Exception cause, bool isFirst)
    {
        if (_giveUp.IsCancellationRequested) return;
        var level = isFirst ? LogLevel.WarningLevel : LogLevel.DebugLevel;
        remoting.Publish(
            new AssociationErrorEvent(cause, remoting.LocalAddress, association.Address, inbound: false, level),
            $"Cannot connect to {association.Address}: {cause.Message.TrimEnd('.')}. What was queued goes to the dead letters; "
            + "it is tried again when there is more to send.");
        association.DropQueued();
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await _retry.WaitAsync(pause, _giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            // Told to end: the loop sees it.
        }
    }
}
