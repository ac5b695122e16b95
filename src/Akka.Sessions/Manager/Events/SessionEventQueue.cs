using System.Threading.Channels;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Manager;

/// <summary>
/// What happened, on its way to those who listen: bounded, in a few lanes, and always in the same lane for one session, so that its events
/// are handled one after another in their order. A session never waits for a handler: what finds its lane full is dropped and counted.
/// </summary>
internal sealed class SessionEventQueue : ISessionWatch
{
    private const int Lanes = 4;
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Channel<SessionTransition>[] _lanes;
    private readonly SessionSettings _settings;
    private readonly SessionCounters _counters;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private SessionSubscriptions? _subscriptions;
    private long _loggedAt;

    public SessionEventQueue(SessionSettings settings, SessionCounters counters, TimeProvider clock, ILogger log)
    {
        (_settings, _counters, _clock, _log) = (settings, counters, clock, log);
        var options = new BoundedChannelOptions(Math.Max(1, settings.EventQueue / Lanes)) { SingleReader = true };
        _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateBounded<SessionTransition>(options))];
        foreach (var lane in _lanes) _ = Task.Run(() => HandleAsync(lane.Reader));
    }

    /// <summary>From now on they are told.</summary>
    public void Open(SessionSubscriptions subscriptions) => Volatile.Write(ref _subscriptions, subscriptions);

    public bool Watches(bool isHere) =>
        Volatile.Read(ref _subscriptions) is { Any: true } && (isHere || _settings.Events is EventRaising.Everywhere);

    public void Tell(SessionTransition transition)
    {
        if (!_lanes[(uint)transition.Id.GetHashCode() % Lanes].Writer.TryWrite(transition)) CountDropped();
    }

    /// <summary>What waits is still handled; nothing new is taken.</summary>
    public void Close()
    {
        foreach (var lane in _lanes) lane.Writer.TryComplete();
    }

    private async Task HandleAsync(ChannelReader<SessionTransition> lane)
    {
        await foreach (var transition in lane.ReadAllAsync())
        {
            foreach (var happened in transition.Events())
            {
                foreach (var listener in Volatile.Read(ref _subscriptions)?.All ?? []) await TellAsync(listener, happened);
            }
        }
    }

    private async ValueTask TellAsync(ISessionListener listener, SessionEvent happened)
    {
        try
        {
            await listener.TellAsync(happened);
        }
        catch (Exception e)
        {
            _log.HandlerFailed(happened.GetType().Name, happened.Id, e);
        }
    }

    private void CountDropped()
    {
        _counters.EventsDropped();
        var (before, now) = (Volatile.Read(ref _loggedAt), _clock.GetTimestamp());
        if (before != 0 && _clock.GetElapsedTime(before, now) < LogInterval) return;
        if (Interlocked.CompareExchange(ref _loggedAt, now, before) == before)
            _log.EventsDropped(_settings.EventQueue, _counters.DroppedEvents);
    }
}
