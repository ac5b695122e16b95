using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>What a joiner is to do next.</summary>
internal abstract record TransferStep
{
    /// <summary>Send the request to that member.</summary>
    internal sealed record Ask(MemberId Donor, TransferRequest Request) : TransferStep;

    /// <summary>Merge the page's pieces; when they are applied send the credit to that member.</summary>
    internal sealed record Merge(MemberId Donor, TransferPage Page, TransferCredit Credit) : TransferStep;

    /// <summary>Send the credit again: the page after it does not come.</summary>
    internal sealed record CreditAgain(MemberId Donor, TransferCredit Credit) : TransferStep;

    /// <summary>Everything is in: start every stream's inbox at its cursor (0 for a stream not named) and repair the rest.</summary>
    internal sealed record Complete(IReadOnlyList<StreamCursor> Cursors) : TransferStep;

    /// <summary>Nothing to do now.</summary>
    internal sealed record Wait : TransferStep;
}
