namespace Akka.Cluster;

/// <summary>The steps of this node's life that others wait for. Waiters run on the thread pool, never in the daemon.</summary>
internal sealed class Milestones
{
    private readonly TaskCompletionSource _up = Create();
    private readonly TaskCompletionSource _leaving = Create();
    private readonly TaskCompletionSource _exiting = Create();
    private readonly TaskCompletionSource _removed = Create();

    public Task Up => _up.Task;

    /// <summary>Leaving or any later step.</summary>
    public Task Leaving => _leaving.Task;

    /// <summary>Exiting or any later step.</summary>
    public Task Exiting => _exiting.Task;

    public Task Removed => _removed.Task;

    public void Reached(MemberStatus status)
    {
        if (status is MemberStatus.Up) _up.TrySetResult();
        if (status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down) _leaving.TrySetResult();
        if (status is MemberStatus.Exiting or MemberStatus.Down) _exiting.TrySetResult();
    }

    public void ReachedRemoved()
    {
        _leaving.TrySetResult();
        _exiting.TrySetResult();
        _removed.TrySetResult();
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
