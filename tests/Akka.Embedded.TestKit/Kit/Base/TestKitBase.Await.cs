namespace Akka.TestKit;

/// <content>Waiting until something holds, by looking again and again.</content>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until <paramref name="assertion"/> no longer throws; its last exception is the test's failure.</summary>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Completed(UntilNoThrow(Async(assertion), duration, interval, blocking: true, cancellationToken));

    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        UntilNoThrow(Async(assertion), duration, interval, blocking: false, cancellationToken);

    public Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        UntilNoThrow(assertion, duration, interval, blocking: false, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        Completed(UntilTrue(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, blocking: true, cancellationToken));

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        UntilTrue(conditionIsFulfilled, max, interval, message, blocking: false, cancellationToken);

    private static Func<Task> Async(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private async Task UntilNoThrow(
        Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, bool blocking, CancellationToken cancellationToken)
    {
        var until = Now + RemainingOrDilated(duration);
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Now < until)
            {
                // Does not hold yet: look again until the time is over, then its exception is the failure.
                await Pause(interval, until, blocking, cancellationToken);
            }
        }
    }

    private async Task UntilTrue(
        Func<Task<bool>> condition, TimeSpan? max, TimeSpan? interval, string? message, bool blocking, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(max);
        var until = Now + limit;
        while (!await condition())
        {
            if (Now >= until) throw Failure($"The condition did not come true within {limit}", message);
            await Pause(interval, until, blocking, cancellationToken);
        }
    }

    private static async Task Pause(TimeSpan? interval, TimeSpan until, bool blocking, CancellationToken cancellationToken)
    {
        var wanted = interval ?? DefaultInterval;
        var left = until - Now;
        var pause = left < wanted ? left : wanted;
        if (pause <= TimeSpan.Zero) return;
        if (!blocking) await Task.Delay(pause, cancellationToken);
        else if (cancellationToken.WaitHandle.WaitOne(pause)) cancellationToken.ThrowIfCancellationRequested();
    }
}
