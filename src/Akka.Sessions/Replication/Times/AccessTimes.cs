using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// Accesses that changed nothing: collected, and sent together once per interval, so that a read costs no message. Bounded: when full they
/// are due at once.
/// </summary>
internal sealed class AccessTimes(TimeSpan interval, int capacity)
{
    private readonly Dictionary<SessionId, DateTimeOffset> _latest = [];
    private DateTimeOffset? _since;

    public int Count => _latest.Count;

    /// <summary>True when they are due now because the bound is reached: take them with <see cref="TakeAll"/>.</summary>
    public bool Note(SessionAccess access, DateTimeOffset now)
    {
        _since ??= now;
        if (!_latest.TryGetValue(access.Id, out var known) || known < access.At) _latest[access.Id] = access.At;
        return _latest.Count >= capacity;
    }

    /// <summary>The session's time goes out with a write anyway.</summary>
    public void Sent(SessionId id) => _latest.Remove(id);

    /// <summary>What to send on this tick; empty before the interval is over.</summary>
    public IReadOnlyList<SessionAccess> TakeDue(DateTimeOffset now) => _since is { } since && now - since >= interval ? TakeAll() : [];

    public IReadOnlyList<SessionAccess> TakeAll()
    {
        SessionAccess[] taken = [.. _latest.Select(a => new SessionAccess(a.Key, a.Value))];
        _latest.Clear();
        _since = null;
        return taken;
    }
}
