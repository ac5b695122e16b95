using System.Runtime.CompilerServices;

namespace Akka.TestKit;

/// <content>
/// Taking what came. Each member has a blocking and an asynchronous form over one private method; with <c>blocking</c> that method
/// completes before it returns, on the calling thread.
/// </content>
public abstract partial class TestKitBase
{
    /// <summary>The next message, or <see langword="null"/> when none comes in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Completed(Receive(max, blocking: true, cancellationToken));

    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await Receive(max, blocking: false, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Completed(Receive(numberOfMessages, RemainingOrDefault, blocking: true, cancellationToken));

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Completed(Receive(numberOfMessages, Dilated(max), blocking: true, cancellationToken));

    public async IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var message in await Receive(numberOfMessages, RemainingOrDefault, blocking: false, cancellationToken))
            yield return message;
    }

    public async IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var message in await Receive(numberOfMessages, Dilated(max), blocking: false, cancellationToken)) yield return message;
    }

    /// <summary>
    /// What <paramref name="filter"/> makes of the messages, up to the first it gives <see langword="null"/> for, which stays the next one.
    /// </summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) where T : class =>
        Completed(ReceiveWhile(filter, max, null, msgs, blocking: true, cancellationToken));

    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => Completed(ReceiveWhile(filter, max, idle, msgs, blocking: true, cancellationToken));

    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        foreach (var result in await ReceiveWhile(filter, max, null, msgs, blocking: false, cancellationToken)) yield return result;
    }

    /// <summary>The first message that <paramref name="isMessage"/> accepts; others before it are dropped.</summary>
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Completed(Fish(isMessage, max, hint, blocking: true, cancellationToken));

    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        await Fish(isMessage, max, hint, blocking: false, cancellationToken);

    private static T Completed<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Completed(Task task) => task.GetAwaiter().GetResult();

    private async Task<Received?> Next(TimeSpan max, bool blocking, CancellationToken cancellationToken)
    {
        var received = await _received.Take(max, blocking, cancellationToken);
        if (received is not null) _last = received;
        return received;
    }

    private async Task<object?> Receive(TimeSpan? max, bool blocking, CancellationToken cancellationToken) =>
        (await Next(max is { } given ? Dilated(given) : RemainingOrDefault, blocking, cancellationToken))?.Message;

    private async Task<IReadOnlyList<object>> Receive(int count, TimeSpan max, bool blocking, CancellationToken cancellationToken)
    {
        var messages = new List<object>();
        var until = Now + max;
        while (messages.Count < count)
        {
            var next = await Next(until - Now, blocking, cancellationToken)
                ?? throw Failure($"Got {messages.Count} of {count} messages within {max}: {Listed(messages)}");
            messages.Add(next.Message);
        }

        return messages;
    }

    private async Task<IReadOnlyList<T>> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max, TimeSpan? idle, int msgs, bool blocking, CancellationToken cancellationToken)
        where T : class
    {
        var results = new List<T>();
        var until = Now + RemainingOrDilated(max);
        while (results.Count < msgs)
        {
            var left = until - Now;
            var wait = idle is { } gap && gap < left ? gap : left;
            if (await _received.Peek(wait, blocking, cancellationToken) is not { } next || filter(next.Message) is not { } result) break;
            await Next(TimeSpan.Zero, blocking, cancellationToken);
            results.Add(result);
        }

        return results;
    }

    private async Task<T> Fish<T>(Predicate<T> isMessage, TimeSpan? max, string hint, bool blocking, CancellationToken cancellationToken)
    {
        var wait = RemainingOrDilated(max);
        var until = Now + wait;
        var dropped = new List<object>();
        while (await Next(until - Now, blocking, cancellationToken) is { } next)
        {
            if (next.Message is T message && isMessage(message)) return message;
            dropped.Add(next.Message);
        }

        throw Failure($"The {typeof(T).Name} fished for did not come within {wait}. What came: {Listed(dropped)}", hint);
    }
}
