namespace Akka.Sessions;

/// <summary>
/// Something that happened to a session. It is raised once for the cluster, on the member where it happened, or on every member
/// (<c>akka.sessions.events</c>); immutable, so safe for any number of threads.
/// </summary>
/// <param name="Id">The session. It prints as its hash.</param>
/// <param name="At">When it was applied on this member (UTC, this member's clock).</param>
/// <param name="IsHere">It happened on this member; false for news from another, which only <c>events = everywhere</c> brings.</param>
public abstract record SessionEvent(SessionId Id, DateTimeOffset At, bool IsHere)
{
    /// <summary>A session had its first commit.</summary>
    public sealed record Created(SessionId Id, DateTimeOffset At, bool IsHere) : SessionEvent(Id, At, IsHere);

    /// <summary>An attribute was set or removed by a commit; those of the first commit included.</summary>
    /// <param name="Id">The session.</param>
    /// <param name="At">When.</param>
    /// <param name="IsHere">Whether on this member.</param>
    /// <param name="Scope">The scope that the attribute is in; <see langword="null"/> outside of any.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Before">Its bytes before; <see langword="null"/> when there was none. Shared: never write into them.</param>
    /// <param name="After">Its bytes now; <see langword="null"/> when it was removed.</param>
    public sealed record AttributeChanged(
        SessionId Id, DateTimeOffset At, bool IsHere, string? Scope, string Name, ReadOnlyMemory<byte>? Before, ReadOnlyMemory<byte>? After)
        : SessionEvent(Id, At, IsHere);

    /// <summary>A session goes on under another id; what happens to it from now on is raised with that.</summary>
    /// <param name="Id">The former id.</param>
    /// <param name="At">When.</param>
    /// <param name="IsHere">Whether on this member.</param>
    /// <param name="NewId">The id from now on.</param>
    public sealed record IdChanged(SessionId Id, DateTimeOffset At, bool IsHere, SessionId NewId) : SessionEvent(Id, At, IsHere);

    /// <summary>A session timed out.</summary>
    /// <param name="Id">The session.</param>
    /// <param name="At">When.</param>
    /// <param name="IsHere">Whether this member ended it.</param>
    /// <param name="Last">What it held.</param>
    public sealed record Expired(SessionId Id, DateTimeOffset At, bool IsHere, SessionContent Last) : SessionEvent(Id, At, IsHere);

    /// <summary>A session was ended by the application.</summary>
    /// <param name="Id">The session.</param>
    /// <param name="At">When.</param>
    /// <param name="IsHere">Whether on this member.</param>
    /// <param name="Last">What it held, before anything that was not committed.</param>
    public sealed record Invalidated(SessionId Id, DateTimeOffset At, bool IsHere, SessionContent Last) : SessionEvent(Id, At, IsHere);
}
