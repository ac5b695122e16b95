using System.Collections.Concurrent;

namespace Akka.Sessions.Protocol;

/// <summary>
/// How far this member has applied each origin's batches, for the threads that look before they ask the manager. The manager writes, anyone reads;
/// a cursor is published after the sessions it covers.
/// </summary>
internal sealed class AppliedCursors
{
    private readonly ConcurrentDictionary<int, long> _byOrigin = new();

    public void Publish(int origin, long number) => _byOrigin[origin] = number;

    public void Forget(int origin) => _byOrigin.TryRemove(origin, out _);

    /// <summary>Whether what the token names is here. An origin that nobody here has heard of has nothing to wait for.</summary>
    public bool Covers(SessionToken token) => !_byOrigin.TryGetValue(token.Incarnation, out var applied) || applied >= token.Number;
}
