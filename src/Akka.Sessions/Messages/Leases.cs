namespace Akka.Sessions.Messages;

/// <summary>One wish for the exclusive use of a session: asked for, granted and given back under this name, so that repeating it does no harm.</summary>
/// <param name="Origin">The incarnation of the member that asks.</param>
/// <param name="Number">Numbers the wishes of that member, from 1.</param>
internal readonly record struct LeaseId(int Origin, long Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(uint)Origin:x8}/{Number}";
}

/// <summary>To the session's lease home: wanted. Again until it is granted or refused.</summary>
/// <param name="Lease">The wish.</param>
/// <param name="Session">Of what.</param>
/// <param name="Waited">For how long already: who has waited longest is next.</param>
internal sealed record LeaseRequest(LeaseId Lease, SessionId Session, TimeSpan Waited) : ISessionMessage;

/// <summary>From the lease home: the session is this one's, until it is given back. Again when it is asked for again.</summary>
/// <param name="Lease">The wish.</param>
/// <param name="Session">Of what.</param>
/// <param name="Round">The collection that the home had begun last; a member that has answered a later one takes it no more.</param>
/// <param name="Written">What earlier holders committed: to be here before the session is read.</param>
internal sealed record LeaseGrant(LeaseId Lease, SessionId Session, long Round, IReadOnlyList<StreamCursor> Written) : ISessionMessage;

/// <summary>From the lease home: not to be had, and not waited for.</summary>
internal sealed record LeaseRefused(LeaseId Lease, LeaseRefusal Reason) : ISessionMessage;

/// <summary>To the lease home: given back, or wanted no more. Again until it is acknowledged.</summary>
/// <param name="Lease">The wish.</param>
/// <param name="Session">Of what.</param>
/// <param name="Written">The last batch that its holder wrote; <see langword="null"/> when it wrote none.</param>
internal sealed record LeaseRelease(LeaseId Lease, SessionId Session, StreamCursor? Written) : ISessionMessage;

/// <summary>From the lease home: it has heard that this one was given back.</summary>
internal sealed record LeaseReleased(LeaseId Lease) : ISessionMessage;

/// <summary>
/// From a member whose view has changed, to every member of it: which leases of sessions whose home I am now do you hold or wait for? Until
/// all have answered it grants none of those.
/// </summary>
/// <param name="Member">The sender.</param>
/// <param name="Round">Numbers the collections of the sender.</param>
/// <param name="View">Hash of the members that serve: one who sees others does not answer.</param>
/// <param name="After">Those with higher numbers.</param>
internal sealed record LeaseQuestion(MemberId Member, long Round, ulong View, long After) : ISessionMessage;

/// <summary>The answer, a page at a time.</summary>
/// <param name="Member">The sender.</param>
/// <param name="Round">As asked.</param>
/// <param name="After">As asked.</param>
/// <param name="Claims">In the order of their numbers.</param>
/// <param name="IsLast">There are no more.</param>
/// <param name="Cursors">With the last page: how far the sender is in every stream, its own included.</param>
internal sealed record LeaseReport(
    MemberId Member, long Round, long After, IReadOnlyList<LeaseClaim> Claims, bool IsLast, IReadOnlyList<StreamCursor> Cursors) : ISessionMessage;

/// <summary>One lease that a member holds or waits for.</summary>
/// <param name="Number">Of the member's <see cref="LeaseId"/>.</param>
/// <param name="Session">Of what.</param>
/// <param name="IsHeld">Held; otherwise waited for.</param>
/// <param name="Waited">For how long, until now or until it was granted.</param>
internal readonly record struct LeaseClaim(long Number, SessionId Session, bool IsHeld, TimeSpan Waited);
