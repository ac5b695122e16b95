using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>What a joiner is to do next.</summary>
internal abstract record TransferStep
{
    /// <summary>Send the request to that member.</summary>
    internal sealed record Ask(MemberId Donor, TransferRequest Request) : TransferStep;

    /// <summary>Merge the page's pieces; then call <see cref="TransferJoiner.OnMerged"/>, or <see cref="TransferJoiner.OnUnreadable"/>.</summary>
    internal sealed record Merge(TransferPage Page) : TransferStep;

    /// <summary>Send the credit to that member: the page is merged, or the one after it does not come.</summary>
    internal sealed record Credit(MemberId Donor, TransferCredit Message) : TransferStep;

    /// <summary>Everything is in: start every stream's inbox at its cursor (0 for a stream not named) and repair the rest.</summary>
    internal sealed record Complete(IReadOnlyList<StreamCursor> Cursors) : TransferStep;
}
