using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>To the manager: the id is not here; ask the others. Answered with whether a "not here" is certain; what was found is here by then.</summary>
/// <param name="Id">What is looked for.</param>
/// <param name="CarriesTokens">The client has seen commits that may not be here yet.</param>
/// <param name="Answer">Where the answer goes.</param>
internal sealed record SearchRequest(SessionId Id, bool CarriesTokens, TaskCompletionSource<bool> Answer);

/// <summary>
/// To the manager: a client has seen these commits; answer when they are here, or when there is no more waiting for them. The answer is
/// those
/// of them that it should carry no longer.
/// </summary>
internal sealed record TokenRequest(IReadOnlyList<SessionToken> Tokens, TaskCompletionSource<IReadOnlyList<SessionToken>> Answer);

/// <summary>
/// To the manager: a request found the session held, or over by this member's clock; answer when it is decided whether it ends, or cannot be
/// decided in time.
/// </summary>
internal sealed record ExpiryQuestion(SessionId Id, TaskCompletionSource Answer);

/// <summary>
/// To the manager: the session is wanted for exclusive use; answer when it is, or cannot be had. Until <see cref="LeaseUnwanted"/> comes with the
/// same place for the answer it stays so.
/// </summary>
internal sealed record LeaseWanted(SessionId Id, TaskCompletionSource<LeaseAnswer> Answer);

/// <summary>To the manager: given back, or wanted no more, whatever the answer was.</summary>
/// <param name="Answer">As it was given when it was asked for.</param>
/// <param name="Written">The last batch of this member that was committed meanwhile.</param>
internal sealed record LeaseUnwanted(TaskCompletionSource<LeaseAnswer> Answer, StreamCursor? Written);

/// <summary>From the manager.</summary>
/// <param name="Refusal">Why not; <see langword="null"/> when it was granted.</param>
/// <param name="Written">What has to be here before the session is read.</param>
internal sealed record LeaseAnswer(LeaseRefusal? Refusal, IReadOnlyList<SessionToken> Written);

/// <summary>To the manager: compare all sessions with those of every other member. Answered with whether there is one.</summary>
internal sealed record ResyncRequest(TaskCompletionSource<bool> Begun);

/// <summary>To the manager: have that member stand aside, or resume. Answered with whether it was told.</summary>
internal sealed record ServiceRequest(MemberId Member, bool StandAside, TaskCompletionSource<bool> Sent);

/// <summary>To the manager: no new work is taken from now on; the node is about to stop.</summary>
internal sealed record StopAnnounced;

/// <summary>To the manager: something ended here or was removed, and has to be remembered a while.</summary>
internal sealed record TombstoneNoted(Tombstone Tombstone);

/// <summary>To the manager: the session may be due at another time than was thought.</summary>
internal sealed record ExpiryChanged(SessionHandle Handle);

/// <summary>To the manager: the members of the cluster that take part in this context, and whether this one is in the cluster at all.</summary>
internal sealed record MembersChanged(IReadOnlyList<ViewMember> Members, bool IsMember);

/// <summary>To the manager: what is published reaches this member from now on.</summary>
internal sealed class Subscribed
{
    public static readonly Subscribed Instance = new();
}
