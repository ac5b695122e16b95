namespace Akka.TestKit;

/// <content>Blocks with a time limit: what waits inside one waits for what is left of it.</content>
public abstract partial class TestKitBase
{
    private TimeSpan? _end;

    /// <summary>What is left of the enclosing <c>Within</c>.</summary>
    public TimeSpan Remaining => _end is { } end
        ? end - Now
        : throw new InvalidOperationException("Remaining is known inside a Within block only.");

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } given ? Dilated(given) : RemainingOrDefault;

    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Within(min, max, () => { action(); return true; }, hint, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Completed(WithinAsync(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken));

    public Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, async () => { await actionAsync(); return true; }, hint, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var outerEnd = _end;
        var start = Now;
        var limit = Dilated(max);
        if (outerEnd - start < limit) limit = outerEnd.Value - start;
        if (limit < min) throw Failure($"The block is to take at least {min}, but only {limit} is left", hint);
        _end = start + limit;
        try
        {
            var result = await function();
            var took = Now - start;
            if (took < min) throw Failure($"The block took {took}; it was to take at least {min}", hint);
            if (took > limit + (epsilonValue ?? TimeSpan.Zero))
                throw Failure($"The block took {took}; it was to take at most {limit}", hint);
            return result;
        }
        finally
        {
            _end = outerEnd;
        }
    }

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? end - Now : duration;
}
