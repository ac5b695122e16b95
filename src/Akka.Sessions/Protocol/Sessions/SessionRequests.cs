using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>What a user of a session asks of its actor. Never leaves the process.</summary>
/// <param name="Id">The session asked.</param>
/// <param name="Changes">What the user changed; stamped by the actor.</param>
/// <param name="Commit">Where the answer goes.</param>
internal abstract record SessionRequest(SessionId Id, SessionChanges Changes, PendingCommit Commit)
{
    /// <summary>How often it followed a session to another id. Longer chains than this are forged.</summary>
    public const int MaxHops = 64;

    public int Hops { get; init; }
}

/// <summary>Write the changes.</summary>
internal sealed record CommitRequest(SessionId Id, SessionChanges Changes, PendingCommit Commit) : SessionRequest(Id, Changes, Commit);

/// <summary>End the session; pending changes go with it.</summary>
internal sealed record InvalidateRequest(SessionId Id, SessionChanges Changes, PendingCommit Commit) : SessionRequest(Id, Changes, Commit);

/// <summary>Write the changes, then move the session to another id.</summary>
internal sealed record RotateRequest(SessionId Id, SessionId Target, SessionChanges Changes, PendingCommit Commit)
    : SessionRequest(Id, Changes, Commit);

/// <summary>To the session's actor: end it if it is still idle beyond its time.</summary>
internal sealed record ExpireRequest(Moment Moment);

/// <summary>To the session's actor: everyone knows that it ended, so nothing will claim what it still holds.</summary>
internal sealed class ForgetContentRequest
{
    public static readonly ForgetContentRequest Instance = new();
}

/// <summary>To the session's actor: everyone knows that attributes up to this stamp were removed.</summary>
internal sealed record ForgetRemovedRequest(Stamp UpTo);

/// <summary>A piece to be merged, from another member or from another id.</summary>
/// <param name="Piece">Which session, and what.</param>
/// <param name="Source">The batch that brought it, for the tombstones.</param>
/// <param name="Countdown">Counted down once it is merged.</param>
internal sealed record MergeRequest(SessionPiece Piece, StreamCursor Source, Countdown? Countdown)
{
    /// <summary>The batch moved another id to this one, so this is no new session.</summary>
    public bool IsMove { get; init; }
}
