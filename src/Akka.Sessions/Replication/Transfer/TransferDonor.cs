using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>
/// One share on its way to one joiner, page by page in the order of the ids; the next page is made when the former is credited, so the
/// donor's memory grows by a list of ids and one page.
/// </summary>
/// <remarks>
/// <see cref="Donations"/> keeps one per <see cref="TransferRequest"/> (a repeated request finds the one there is).
/// </remarks>
/// <param name="request">What the joiner asked for.</param>
/// <param name="cursors">This member's cursors (its own stream's last number included), taken before <paramref name="ids"/>.</param>
/// <param name="isComplete">Whether this member holds everything itself.</param>
/// <param name="ids">Every id held here, live or ended.</param>
/// <param name="encode">The encoded piece of an id now; empty when it is gone meanwhile.</param>
/// <param name="maxPageBytes">A page ends before this many bytes unless one session alone is bigger.</param>
internal sealed class TransferDonor(
    TransferRequest request,
    IReadOnlyList<StreamCursor> cursors,
    bool isComplete,
    IEnumerable<SessionId> ids,
    Func<SessionId, ReadOnlyMemory<byte>> encode,
    int maxPageBytes = Outbox.DefaultBatchBytes)
{
    private readonly SessionId[] _ids = TransferShare.Order(ids, request.Share, request.ShareCount, request.ResumeAfter);
    private ReadOnlyMemory<byte> _carried;
    private int _next;
    private TransferPage? _last;

    public TransferRequest Request => request;

    /// <summary>The last page was made and credited.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The first page; the page now under way when there is one (the request came again).</summary>
    public TransferPage First() => _last ?? MakePage(0);

    /// <summary>
    /// The page after the credited one; the same page again when an old credit is repeated (the page was lost); nothing when the share is done.
    /// </summary>
    public TransferPage? OnCredit(TransferCredit credit)
    {
        if (_last is null || credit.Share != request.Share || credit.Index > _last.Index || credit.Index < _last.Index - 1) return null;
        if (credit.Index == _last.Index - 1) return _last;
        IsDone = _last.IsLast;
        return IsDone ? null : MakePage(_last.Index + 1);
    }

    private TransferPage MakePage(int index)
    {
        var page = new List<byte>();
        SessionId? last = null;
        while (_next < _ids.Length)
        {
            var piece = _carried.IsEmpty ? encode(_ids[_next]) : _carried;
            _carried = default;
            if (page.Count > 0 && page.Count + piece.Length > maxPageBytes)
            {
                _carried = piece;
                break;
            }

            page.AddRange(piece.Span);
            last = _ids[_next++];
        }

        return _last = new(
            request.TransferId, request.Share, index, page.ToArray(), last, _next == _ids.Length, isComplete, index == 0 ? cursors : []);
    }
}
