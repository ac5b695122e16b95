namespace Akka.Sessions.Model;

/// <summary>Part of a session, or all of it, under its id: what batches, pages and lookups carry. Merging pieces makes the session.</summary>
/// <param name="Id">The id it was written under.</param>
/// <param name="State">The registers it holds.</param>
/// <param name="Hops">How often it was forwarded from a moved id to the new one on this member.</param>
internal readonly record struct SessionPiece(SessionId Id, SessionState State, int Hops = 0)
{
    /// <summary>
    /// How long the session had been idle as far as its sender knew, when the piece is a whole session; nothing for what has just been written.
    /// So whoever gets a session late, after a restart for one, does not take it for one just used.
    /// </summary>
    public TimeSpan IdleFor { get; init; }
}

/// <summary>An access to a session: the only thing about it that travels coalesced.</summary>
internal readonly record struct SessionAccess(SessionId Id, DateTimeOffset At);

/// <summary>A local write: the state after it, and what the others must merge to get there.</summary>
/// <param name="State">Publish it.</param>
/// <param name="Delta">Replicate it, under the id of the session; <see cref="SessionState.Empty"/> when nothing changed.</param>
internal readonly record struct SessionWrite(SessionState State, SessionState Delta);

/// <summary>A change of id.</summary>
/// <param name="Old">The old id's write: it is ended, moved to the new id. Replicate the delta under the old id.</param>
/// <param name="Moved">The content, to be merged under the new id here, and replicated under it in the same batch.</param>
internal readonly record struct SessionRotation(SessionWrite Old, SessionState Moved);
