namespace Akka.Sessions.Messages;

/// <summary>A joiner asks a donor for a share of the id space. Asked again (same id) while no page comes.</summary>
/// <param name="TransferId">Drawn by the joiner for this donor; pages of another id are strangers.</param>
/// <param name="Joiner">Who asks.</param>
/// <param name="Share">Which share, from 0.</param>
/// <param name="ShareCount">How many shares the joiner cuts the id space into.</param>
/// <param name="ResumeAfter">The last id merged of this share from an earlier donor, or <see langword="null"/> to begin at the start.</param>
internal sealed record TransferRequest(long TransferId, MemberId Joiner, int Share, int ShareCount, SessionId? ResumeAfter) : ISessionMessage;

/// <summary>Some sessions and tombstones of a share, in the order of their ids; the next page is sent when this one is credited.</summary>
/// <param name="TransferId">As asked.</param>
/// <param name="Share">As asked.</param>
/// <param name="Index">From 0.</param>
/// <param name="Payload">Encoded session pieces; at most 64 KB unless one session alone is bigger.</param>
/// <param name="LastId">The last id in the page: where another donor would resume.</param>
/// <param name="IsLast">The share ends here.</param>
/// <param name="DonorIsComplete">The donor itself holds everything.</param>
/// <param name="DonorCursors">Page 0 only: the donor's cursors (its own stream included) before it read the first session.</param>
internal sealed record TransferPage(
    long TransferId,
    int Share,
    int Index,
    ReadOnlyMemory<byte> Payload,
    SessionId? LastId,
    bool IsLast,
    bool DonorIsComplete,
    IReadOnlyList<StreamCursor> DonorCursors) : ISessionMessage;

/// <summary>The page was applied: send the next. Also sent again for the last applied page while none comes.</summary>
internal sealed record TransferCredit(long TransferId, int Share, int Index) : ISessionMessage;
