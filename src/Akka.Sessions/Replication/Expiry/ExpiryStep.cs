using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>What is to be done after something happened to the votes on expiry: all of it, in the order of the lists.</summary>
internal abstract class ExpiryStep
{
    /// <summary>Send each to its member.</summary>
    public List<(MemberId To, ISessionMessage Message)> Messages { get; } = [];

    /// <summary>Everyone consented: end them, then say so by <see cref="SessionExpiry{TWaiter}.OnEnded"/>.</summary>
    public List<SessionId> Ended { get; } = [];

    /// <summary>Note these accesses: other members know of them.</summary>
    public List<ExpiryVeto> Vetoes { get; } = [];

    /// <summary>What this member has opened a vote on, and in which round.</summary>
    public List<(SessionId Id, ExpiryRound Round)> Opened { get; } = [];

    /// <summary>What was opened and does not end in that round.</summary>
    public List<(SessionId Id, ExpiryRound Round)> Spared { get; } = [];
}

/// <summary>With what concerns the requests of this member.</summary>
internal sealed class ExpiryStep<TWaiter> : ExpiryStep
{
    /// <summary>New requests for these have to ask first.</summary>
    public List<SessionId> Held { get; } = [];

    /// <summary>New requests for these need not ask any more.</summary>
    public List<SessionId> Freed { get; } = [];

    /// <summary>Who waited and may look again.</summary>
    public List<TWaiter> Released { get; } = [];
}
