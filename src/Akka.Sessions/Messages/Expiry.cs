namespace Akka.Sessions.Messages;

/// <summary>One vote on the end of some idle sessions.</summary>
/// <param name="Proposer">The incarnation of the member that asks for it.</param>
/// <param name="Number">Numbers the rounds of that member, from 1.</param>
internal readonly record struct ExpiryRound(int Proposer, long Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(uint)Proposer:x8}/{Number}";
}

/// <summary>
/// Asks every other member that serves, point to point, whether these sessions may end; again while a vote is missing. Whoever consents holds
/// new requests for them until the end or the verdict arrives.
/// </summary>
internal sealed record ExpiryProposal(ExpiryRound Round, IReadOnlyList<ExpiryCandidate> Sessions) : ISessionMessage;

/// <summary>A session that looks over to its proposer.</summary>
/// <param name="Id">Which.</param>
/// <param name="LastAccess">The last access that the proposer knows of. A number that grows, not a time to compare a clock with.</param>
/// <param name="IsPastAbsoluteEnd">Over by its absolute timeout, whoever used it when.</param>
internal readonly record struct ExpiryCandidate(SessionId Id, DateTimeOffset LastAccess, bool IsPastAbsoluteEnd);

/// <summary>The answer to a proposal, for all its sessions: what is not vetoed is consented to.</summary>
/// <param name="Round">As asked.</param>
/// <param name="Member">The sender.</param>
/// <param name="Vetoes">The sessions that must not end yet.</param>
internal sealed record ExpiryVote(ExpiryRound Round, MemberId Member, IReadOnlyList<ExpiryVeto> Vetoes) : ISessionMessage;

/// <summary>Why a session must not end yet.</summary>
/// <param name="Id">Which.</param>
/// <param name="LastAccess">The last access that the voter knows of.</param>
/// <param name="IdleFor">How long the session has been idle as far as the voter knows.</param>
/// <param name="Remaining">How long there is no use in asking the voter again.</param>
internal readonly record struct ExpiryVeto(SessionId Id, DateTimeOffset LastAccess, TimeSpan IdleFor, TimeSpan Remaining);

/// <summary>
/// To everyone who was asked: these sessions live on, let their requests go. Those that end are told by their end itself. When it is lost, the
/// hold runs out.
/// </summary>
internal sealed record ExpiryVerdict(ExpiryRound Round, IReadOnlyList<SessionId> Spared) : ISessionMessage;
