using System.Collections.Concurrent;

namespace Akka.Sessions.Web.Tests.Fakes;

/// <summary>
/// A cluster of one node and imagination: sessions live in a dictionary, and a test says which members miss a commit, which ids ended,
/// and how long a commit or a search takes.
/// </summary>
internal sealed class FakeSessionManager : ISessionManager
{
    public static readonly MemberId Self = new("akka.tcp://test@10.0.0.1:4053", 0x0000_00aa);
    public static readonly MemberId Other = new("akka.tcp://test@10.0.0.2:4053", 0x0000_00bb);

    private long _number;

    public ConcurrentDictionary<SessionId, FakeStoredSession> Stored { get; } = new();

    public ConcurrentDictionary<SessionId, SessionEndReason> Ended { get; } = new();

    public ConcurrentQueue<(SessionId Id, IReadOnlyList<SessionToken> Tokens)> Searches { get; } = new();

    public ConcurrentQueue<(SessionId Id, CommitLevel? Level)> Commits { get; } = new();

    /// <summary>Tokens that their origin denies.</summary>
    public ConcurrentDictionary<SessionToken, bool> Denied { get; } = new();

    /// <summary>Whether a search that finds nothing may say so for certain.</summary>
    public bool IsCertain { get; set; } = true;

    /// <summary>Whether commits reach their level.</summary>
    public bool ReachesLevels { get; set; } = true;

    /// <summary>Whether the other member has every commit by the time of the receipt.</summary>
    public bool OtherIsBehind { get; set; }

    public bool IsFull { get; set; }

    public int MaxAttributeSize { get; set; } = int.MaxValue;

    /// <summary>Commits wait for it.</summary>
    public Task CommitGate { get; set; } = Task.CompletedTask;

    /// <summary>Searches wait for it, as for the network.</summary>
    public Task SearchGate { get; set; } = Task.CompletedTask;

    public SessionManagerStatus Status { get; set; } = new(
        IsUp: true, IsTransferred: true, IsLinked: true, IsDraining: false, SessionCount: 0, [Self, Other], [], Self);

    public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public IReplicatedSession Create() => Create(SessionId.New());

    public IReplicatedSession Create(SessionId id) => new FakeSession(this, id, new(Now));

    public async ValueTask<SessionLookup> FindAsync(
        SessionId id, IReadOnlyList<SessionToken>? tokens = null, CancellationToken cancellationToken = default)
    {
        Searches.Enqueue((id, tokens ?? []));
        await SearchGate.WaitAsync(cancellationToken);
        var lookup = Stored.TryGetValue(id, out var stored)
            ? new SessionLookup(new FakeSession(this, id, stored), null, true)
            : new SessionLookup(null, Ended.TryGetValue(id, out var reason) ? reason : null, IsCertain);
        return lookup with { DeniedTokens = [.. (tokens ?? []).Where(Denied.ContainsKey)] };
    }

    /// <summary>Who has asked for a session of their own; granted in turn unless it is refused.</summary>
    public ConcurrentDictionary<SessionId, FakeLease> Leases { get; } = new();

    public LeaseRefusal? LeaseRefusal { get; set; }

    public async ValueTask<ISessionLease> AcquireAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        if (LeaseRefusal is { } reason) throw new SessionNotLeasedException(reason, $"Session {id} is not for exclusive use: {reason}.");
        var lease = new FakeLease(id);
        while (!Leases.TryAdd(id, lease))
        {
            if (Leases.TryGetValue(id, out var held)) await held.Returned.WaitAsync(cancellationToken);
        }

        lease.OnReturned = () =>
        {
            Returned.Enqueue(lease);
            Leases.TryRemove(id, out _);
        };
        return lease;
    }

    /// <summary>Leases given back, in that order.</summary>
    public ConcurrentQueue<FakeLease> Returned { get; } = new();

    public IDisposable Subscribe<TEvent>(Func<TEvent, ValueTask> handler)
        where TEvent : SessionEvent => throw new NotSupportedException();

    public SessionStatistics Statistics => throw new NotSupportedException();

    public SessionPage List(string? after = null, int count = 100, string? principal = null, string? attribute = null) => throw new NotSupportedException();

    public SessionContents? Inspect(string hash) => throw new NotSupportedException();

    public ValueTask<bool> EndAsync(string hash, CommitLevel? level = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<int> EndAllOfAsync(string principal, CommitLevel? level = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<bool> ResyncAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task DrainAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public ValueTask<bool> DrainAsync(MemberId member, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> ResumeAsync(MemberId member, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public bool Resume() => throw new NotSupportedException();

    public bool IsDraining => Status.IsDraining;

    public async Task<CommitReceipt> ReceiptAsync(SessionId id, CommitLevel? level)
    {
        await CommitGate;
        Commits.Enqueue((id, level));
        var isMissing = OtherIsBehind || !ReachesLevels;
        return new(
            level ?? CommitLevel.None, ReachesLevels, isMissing ? [] : [Other], isMissing ? [Other] : [],
            new SessionToken(Self.Incarnation, Interlocked.Increment(ref _number)));
    }
}

internal sealed record FakeStoredSession(DateTimeOffset Created)
{
    public ConcurrentDictionary<string, byte[]> Attributes { get; init; } = new(StringComparer.Ordinal);

    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(20);

    public TimeSpan AbsoluteTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    public DateTimeOffset LastAccessed { get; set; } = Created;

    public string? Principal { get; set; }
}

internal sealed class FakeLease(SessionId id) : ISessionLease
{
    private readonly TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SessionId Id => id;

    public SessionToken? LastCommit { get; set; }

    public Task Returned => _returned.Task;

    public Action? OnReturned { get; set; }

    public void Dispose()
    {
        OnReturned?.Invoke();
        _returned.TrySetResult();
    }
}
