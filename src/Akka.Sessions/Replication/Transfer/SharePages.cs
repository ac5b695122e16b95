using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>
/// One share as one donor gives it. Its pages come in order and one at a time: a page is asked for by the credit of the one before, and that
/// goes out when the one before is merged.
/// </summary>
/// <param name="donor">Who gives.</param>
/// <param name="request">What was asked for.</param>
/// <param name="now">When.</param>
internal sealed class SharePages(MemberId donor, TransferRequest request, DateTimeOffset now)
{
    private DateTimeOffset _since = now;
    private TransferPage? _merging;
    private int _next;
    private int _tries;

    public MemberId Donor => donor;

    public TransferRequest Request => request;

    /// <summary>The donor's cursors when it began, once its first page is here.</summary>
    public IReadOnlyList<StreamCursor> Cursors { get; private set; } = [];

    /// <summary>All its pages so far said that the donor holds everything itself.</summary>
    public bool IsFromComplete { get; private set; } = true;

    /// <summary>The donor will send no more: it is gone or too slow. A page of it may still be on its way into the sessions.</summary>
    public bool IsLost { get; set; }

    public bool IsMerging => _merging is not null;

    /// <summary>The last id merged; where the request began while none is.</summary>
    public SessionId? UpTo { get; private set; } = request.ResumeAfter;

    /// <summary>Whether the page is the one waited for. Its pieces are to be merged then; any other changes nothing.</summary>
    public bool Take(TransferPage page)
    {
        if (IsLost || IsMerging || page.Share != request.Share || page.Index != _next || !Advances(page)) return false;
        _merging = page;
        if (page.Index == 0) Cursors = page.DonorCursors;
        IsFromComplete &= page.DonorIsComplete;
        return true;
    }

    /// <summary>The page is merged: the credit for it, unless it is none of these pages.</summary>
    public TransferCredit? Merged(TransferPage page, DateTimeOffset now)
    {
        if (!ReferenceEquals(page, _merging)) return null;
        _merging = null;
        _next++;
        _tries = 0;
        _since = now;
        UpTo = page.LastId ?? UpTo;
        return new(request.TransferId, request.Share, page.Index);
    }

    /// <summary>The page cannot be read. It counts as one that did not come.</summary>
    public bool Unreadable(TransferPage page, DateTimeOffset now)
    {
        if (!ReferenceEquals(page, _merging)) return false;
        _merging = null;
        _since = now;
        return true;
    }

    public bool IsOverdue(TimeSpan patience, DateTimeOffset now) => !IsMerging && now - _since >= patience;

    /// <summary>Asks for the next page once more; nothing when it was asked for often enough.</summary>
    public TransferStep? Again(DateTimeOffset now)
    {
        if (++_tries >= TransferLimits.Tries) return null;
        _since = now;
        return _next == 0 ? new TransferStep.Ask(donor, request) : new TransferStep.Credit(donor, new(request.TransferId, request.Share, _next - 1));
    }

    // A donor that repeats itself, or gives what was not asked for, would never come to an end.
    private bool Advances(TransferPage page) =>
        page.LastId is { } last
            ? TransferShare.ShareOf(last, request.ShareCount) == request.Share && TransferShare.IsAfter(last, UpTo)
            : page.IsLast;
}
