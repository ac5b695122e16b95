using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>What a received batch means for its stream.</summary>
internal abstract record BatchOutcome
{
    /// <summary>
    /// Merge the pieces of these batches, in this order, and retain the batches for relay. The first is the one received; more follow when it
    /// filled a gap. For each call <see cref="Inbox.Applying"/> and, as the sessions publish, <see cref="Inbox.Applied"/>.
    /// </summary>
    internal sealed record InOrder(IReadOnlyList<ReplicationBatch> Batches) : BatchOutcome;

    /// <summary>Batches before it are missing; it is held back. Ask for <see cref="Missing"/>.</summary>
    internal sealed record Gap(RepairRequest Missing) : BatchOutcome;

    /// <summary>Held back (or, beyond the bound, dropped, to be asked for later); what is missing was asked for already.</summary>
    internal sealed record Waiting : BatchOutcome;

    /// <summary>Received before. If it asks for an acknowledgement, acknowledge again: the former may be lost.</summary>
    internal sealed record Seen : BatchOutcome;
}
