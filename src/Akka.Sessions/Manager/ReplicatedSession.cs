using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Manager;

/// <summary>One user of one session: reads what was published when it was found, with its own changes on top; a commit is one message.</summary>
internal sealed class ReplicatedSession : IReplicatedSession
{
    // The replicator decides in time; beyond that the session's actor is gone and nobody will answer.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly SessionNode _node;
    private readonly PendingChanges _pending;
    private SessionHandle? _handle;
    private SessionState _read;
    private DeferredAttributes? _deferred;

    private ReplicatedSession(SessionNode node, SessionId id, SessionHandle? handle)
    {
        _node = node;
        _pending = new PendingChanges(node.Limits);
        _handle = handle;
        _read = handle?.State ?? SessionState.Empty;
        _deferred = handle?.Deferred;
        if (_deferred is not null) _pending.TakeOver(_deferred, _read.Attributes);
        Id = id;
        var now = node.Clock.GetUtcNow();
        LastAccessed = handle?.LastAccessed ?? now;
        Created = _read.Created ?? LastAccessed;
    }

    public SessionId Id { get; private set; }

    public bool IsNew => _handle is null;

    public bool IsEnded => _handle?.State.IsEnded ?? false;

    public bool HasChanges => _pending.Any;

    public DateTimeOffset Created { get; }

    public DateTimeOffset LastAccessed { get; }

    public TimeSpan IdleTimeout
    {
        get => _pending.IdleTimeout ?? _read.IdleTimeout?.Value ?? _node.Settings.IdleTimeout;
        set => _pending.IdleTimeout = LongerThanNothing(value);
    }

    public TimeSpan AbsoluteTimeout
    {
        get => _pending.AbsoluteTimeout ?? _read.AbsoluteTimeout?.Value ?? (IsNew ? _node.Settings.AbsoluteTimeout : null) ?? Timeout.InfiniteTimeSpan;
        set => _pending.AbsoluteTimeout = LongerThanNothing(value);
    }

    public string? Principal
    {
        get => (_pending.Principal ?? _read.Principal?.Value) is { Length: > 0 } name ? name : null;
        set
        {
            const int most = WireLimits.PrincipalLength;
            if (value?.Length > most)
                throw new ArgumentException($"A principal's name of {value.Length} characters; at most {most}.", nameof(value));
            _pending.Principal = value ?? "";
        }
    }

    public IEnumerable<string> Names => AllNames.Where(name => !ReservedNames.IsReserved(name));

    private IEnumerable<string> AllNames => _pending.Names(_read.Attributes);

    /// <summary>A session that nobody has heard of, until its first commit.</summary>
    public static ReplicatedSession New(SessionNode node, SessionId id) => new(node, id, handle: null);

    public static ReplicatedSession Of(SessionNode node, SessionHandle handle) => new(node, handle.Id, handle);

    public ISessionScope Scope(string name) => new SessionScope(this, name);

    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return !ReservedNames.IsReserved(name) && TryGetAny(name, out value);
    }

    public void Set(string name, byte[] value) => Set("", name, value);

    public void Remove(string name)
    {
        if (!ReservedNames.IsReserved(name)) RemoveAny(name);
    }

    public void Clear() => ClearFrom("");

    /// <summary>The names of a scope, without its prefix.</summary>
    public IEnumerable<string> NamesIn(string prefix) =>
        AllNames.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);

    /// <summary>By the name under which it is kept, reserved ones too.</summary>
    public bool TryGetAny(string name, out ReadOnlyMemory<byte> value)
    {
        if (!_pending.TryGet(name, out var changed)) return _read.Attributes.TryGetValue(name, out value);
        value = changed;
        return changed is not null;
    }

    public void Set(string prefix, string name, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        try
        {
            _pending.Set(_read.Attributes, prefix, name, value);
        }
        catch (SessionLimitException refused)
        {
            _node.Counters.AttributeRefused(refused.Key);
            throw;
        }
    }

    public void RemoveAny(string name) => _pending.Remove(_read.Attributes, name);

    public void ClearFrom(string prefix)
    {
        foreach (var name in AllNames.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray()) RemoveAny(name);
    }

    public void Touch() =>
        _pending.Accessed = _handle is null ? _node.Clock.GetUtcNow() : _node.Board.Sessions.Touch(_handle, _node.Clock.GetMoment());

    public bool TryDefer()
    {
        if (_handle is not { State.IsEnded: false } handle || !_pending.AreAttributesAlone) return false;
        GiveUpSentMeanwhile();
        for (var seen = handle.Deferred; ; seen = handle.Deferred)
        {
            _deferred = _pending.Defer(seen, _read.Attributes);
            if (handle.ReplaceDeferred(seen, _deferred)) return true;
        }
    }

    public ValueTask<CommitReceipt> CommitAsync(CommitLevel? level = null, CancellationToken cancellationToken = default)
    {
        GiveUpSentMeanwhile();
        var pending = new PendingCommit(level ?? _node.Settings.CommitLevel);
        return HasChanges
            ? SendAsync(new CommitRequest(Id, Changes, pending), cancellationToken)
            : ValueTask.FromResult(NothingToSend(pending.Level));
    }

    public ValueTask<CommitReceipt> InvalidateAsync(CommitLevel? level = null, CancellationToken cancellationToken = default)
    {
        var pending = new PendingCommit(level ?? _node.Settings.CommitLevel);
        if (!IsNew) return SendAsync(new InvalidateRequest(Id, Changes, pending), cancellationToken);
        _pending.Clear();
        return ValueTask.FromResult(NothingToSend(pending.Level));
    }

    public async ValueTask<CommitReceipt> RotateIdAsync(CancellationToken cancellationToken = default)
    {
        GiveUpSentMeanwhile();
        var target = SessionId.New(_node.Settings.IdBits) with { Route = Id.Route };
        var receipt = IsNew
            ? NothingToSend(CommitLevel.All)
            : await SendAsync(new RotateRequest(Id, target, Changes, new PendingCommit(CommitLevel.All, reachableOnly: true)), cancellationToken);
        Id = target;
        if (!IsNew) Adopt(target);
        return receipt;
    }

    private static TimeSpan LongerThanNothing(TimeSpan timeout) => timeout > TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan
        ? timeout
        : throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A timeout is longer than nothing, or infinite.");

    private SessionChanges Changes => _pending.ToCommit(IsNew ? Created : null, IsNew ? _node.Settings.AbsoluteTimeout : null);

    private async ValueTask<CommitReceipt> SendAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        _node.ThrowIfStopped();
        var receipt = await ReceiptOf(request, cancellationToken);
        _pending.Clear();
        if (_deferred is not null) _handle?.ReplaceDeferred(_deferred, null);
        _deferred = null;
        Adopt(request.Id);
        return receipt;
    }

    // Sent again, what another user has sent meanwhile would undo whatever was written upon it.
    private void GiveUpSentMeanwhile()
    {
        if (_deferred is null || ReferenceEquals(_handle?.Deferred, _deferred)) return;
        _pending.GiveUp(_deferred);
        _deferred = null;
    }

    private void Adopt(SessionId id)
    {
        if (!_node.Board.Sessions.TryGet(id, out var handle)) return;
        _handle = handle;
        _read = handle.State;
    }

    private async Task<CommitReceipt> ReceiptOf(SessionRequest request, CancellationToken cancellationToken)
    {
        using var span = SessionActivities.Commit(request);
        try
        {
            _node.Tell(_handle, request);
            var receipt = await ReceiptOf(request.Commit, cancellationToken);
            span.Concluded(receipt);
            return receipt;
        }
        catch (Exception e)
        {
            span.Failed(e);
            throw;
        }
    }

    private async Task<CommitReceipt> ReceiptOf(PendingCommit commit, CancellationToken cancellationToken)
    {
        try
        {
            return await commit.Task.WaitAsync(_node.Settings.CommitTimeout + Grace, _node.Clock, cancellationToken);
        }
        catch (TooManySessionsException)
        {
            _node.Counters.SessionRejected();
            throw;
        }
        catch (TimeoutException)
        {
            var others = _node.Board.Standing.View.Others.Select(member => member.Id);
            return new CommitReceipt(commit.Level, IsSatisfied: false, [], [.. others], Token: null);
        }
    }

    private static CommitReceipt NothingToSend(CommitLevel level) => new(level, IsSatisfied: true, [], [], Token: null);
}
