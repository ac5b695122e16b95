using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>What a member that compares is to do next.</summary>
internal abstract record DigestStep
{
    /// <summary>Send it to that member.</summary>
    internal sealed record Send(MemberId To, ISessionMessage Message) : DigestStep;

    /// <summary>Merge the pieces; when they are applied here, say so to <see cref="DigestExchanges.OnMerged"/>.</summary>
    internal sealed record Merge(DigestAnswer Answer, IReadOnlyList<SessionPiece> News) : DigestStep;

    /// <summary>
    /// This member has now what the other had when the exchange began, all that its cursors say included: streams may skip to there if
    /// <paramref name="IsRepair"/> says that something of them is no longer kept.
    /// </summary>
    internal sealed record Done(MemberId With, bool IsRepair, long Differing, IReadOnlyList<StreamCursor> Cursors) : DigestStep;

    /// <summary>Nothing to do now.</summary>
    internal sealed record Wait : DigestStep;
}
