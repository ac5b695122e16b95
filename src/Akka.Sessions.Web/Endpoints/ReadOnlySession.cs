namespace Akka.Sessions.Web.Endpoints;

/// <summary>A session for an endpoint that only reads. It has no changes, not even those that an earlier request left to be sent.</summary>
internal sealed class ReadOnlySession(IReplicatedSession session) : IReplicatedSession
{
    public SessionId Id => session.Id;

    public bool IsNew => session.IsNew;

    public bool IsEnded => session.IsEnded;

    public bool HasChanges => false;

    public DateTimeOffset Created => session.Created;

    public DateTimeOffset LastAccessed => session.LastAccessed;

    public TimeSpan IdleTimeout
    {
        get => session.IdleTimeout;
        set => throw Refusal("its idle timeout was not set");
    }

    public TimeSpan AbsoluteTimeout
    {
        get => session.AbsoluteTimeout;
        set => throw Refusal("its absolute timeout was not set");
    }

    public string? Principal
    {
        get => session.Principal;
        set => throw Refusal("its principal was not set");
    }

    public IEnumerable<string> Names => session.Names;

    public static InvalidOperationException Refusal(string what) => new(
        $"The session cannot be changed here, and {what}: the endpoint is marked ReadOnlySession, or its path matches one of "
        + $"{nameof(AkkaSessionsOptions)}.{nameof(AkkaSessionsOptions.ReadOnlyPaths)}.");

    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value) => session.TryGetValue(name, out value);

    public void Set(string name, byte[] value) => throw NotSet(name);

    // What is not there can be removed anywhere: TempData does so at the end of every request.
    public void Remove(string name)
    {
        if (session.TryGetValue(name, out _)) throw NotRemoved(name);
    }

    public void Clear()
    {
        if (session.Names.Any()) throw Refusal("it was not cleared");
    }

    public ISessionScope Scope(string name) => new ReadOnlyScope(session.Scope(name));

    public void Touch() => session.Touch();

    public ValueTask<CommitReceipt> CommitAsync(CommitLevel? level = null, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new CommitReceipt(level ?? CommitLevel.None, IsSatisfied: true, [], [], Token: null));

    public bool TryDefer() => false;

    public ValueTask<CommitReceipt> InvalidateAsync(CommitLevel? level = null, CancellationToken cancellationToken = default) =>
        throw Refusal("it was not invalidated");

    public ValueTask<CommitReceipt> RotateIdAsync(CancellationToken cancellationToken = default) => throw Refusal("its id was not changed");

    private static InvalidOperationException NotSet(string name) => Refusal($"attribute \"{name}\" was not set");

    private static InvalidOperationException NotRemoved(string name) => Refusal($"attribute \"{name}\" was not removed");

    private sealed class ReadOnlyScope(ISessionScope scope) : ISessionScope
    {
        public string Name => scope.Name;

        public IEnumerable<string> Names => scope.Names;

        public bool TryGetValue(string name, out ReadOnlyMemory<byte> value) => scope.TryGetValue(name, out value);

        public void Set(string name, byte[] value) => throw NotSet(name);

        public void Remove(string name)
        {
            if (scope.TryGetValue(name, out _)) throw NotRemoved(name);
        }

        public void Clear()
        {
            if (scope.Names.Any()) throw Refusal($"scope \"{scope.Name}\" was not cleared");
        }
    }
}
