using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that reached a test actor.</summary>
internal sealed record Received(object Message, IActorRef Sender);

/// <summary>
/// What a test actor has received and the test has not yet looked at. The actor adds, the test alone takes. Each wait comes in a blocking
/// and an asynchronous manner: a blocking one completes on the calling thread, so that synchronous tests need no thread of the pool.
/// </summary>
internal sealed class ReceivedMessages
{
    private readonly ConcurrentQueue<Received> _queue = new();
    // Never disposed, and need not be: nobody asks for its wait handle.
    private readonly SemaphoreSlim _available = new(0);

    internal bool IsEmpty => _queue.IsEmpty;

    internal void Add(Received received)
    {
        _queue.Enqueue(received);
        _available.Release();
    }

    /// <summary>The next message, or <see langword="null"/> when none came within <paramref name="max"/>.</summary>
    internal async Task<Received?> Take(TimeSpan max, bool blocking, CancellationToken cancellationToken) =>
        await Wait(max, blocking, cancellationToken) && _queue.TryDequeue(out var received) ? received : null;

    /// <summary>Like <see cref="Take"/>, but the message stays the next one.</summary>
    internal async Task<Received?> Peek(TimeSpan max, bool blocking, CancellationToken cancellationToken)
    {
        if (!await Wait(max, blocking, cancellationToken)) return null;
        _available.Release();
        return _queue.TryPeek(out var received) ? received : null;
    }

    private async Task<bool> Wait(TimeSpan max, bool blocking, CancellationToken cancellationToken)
    {
        var bounded = max < TimeSpan.Zero && max != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : max;
        return blocking ? _available.Wait(bounded, cancellationToken) : await _available.WaitAsync(bounded, cancellationToken);
    }
}
