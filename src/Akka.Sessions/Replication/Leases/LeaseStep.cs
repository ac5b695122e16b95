using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>What is to be done after something happened to leases.</summary>
internal class LeaseStep
{
    /// <summary>Send each to its member, which may be this one.</summary>
    public List<(MemberId To, ISessionMessage Message)> Messages { get; } = [];
}

/// <summary>With what concerns the requests of this member.</summary>
internal sealed class LeaseStep<TWaiter> : LeaseStep
{
    /// <summary>Whose turn it is, and what has to be here first.</summary>
    public List<(TWaiter Waiter, IReadOnlyList<StreamCursor> Written)> Granted { get; } = [];

    /// <summary>Who waits no longer, and why.</summary>
    public List<(TWaiter Waiter, LeaseRefusal Reason)> Refused { get; } = [];
}
