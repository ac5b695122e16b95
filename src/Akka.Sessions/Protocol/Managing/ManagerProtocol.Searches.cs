using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>Requests that wait for something of the others: a session that is not here, or a write that their client has already seen.</summary>
internal sealed partial class ManagerProtocol
{
    private const int MaxWaitersPerSearch = 1000;
    private const int MaxTokenWaits = 10_000;
    private static readonly TimeSpan WaitInterval = TimeSpan.FromMilliseconds(10);

    private readonly LookupTracker<TaskCompletionSource<bool>> _searches;
    private readonly TokenWaits<TaskCompletionSource> _tokenWaits;
    private bool _isWaking;

    private void OnSearchRequest(SearchRequest request)
    {
        switch (_searches.Begin(request.Id, request.Answer, _view, Now))
        {
            case LookupStart.Ask ask:
                foreach (var member in ask.Members) Send(member, new LookupRequest(request.Id));
                KeepTimeForWaiting();
                break;
            case LookupStart.NobodyToAsk nobody:
                request.Answer.TrySetResult(nobody.IsCertain && _joiner.IsComplete);
                break;
            case LookupStart.Refused:
                request.Answer.TrySetResult(false);
                break;
        }
    }

    private void OnLookupRequest(LookupRequest request, MemberId? from)
    {
        if (from is { } member) Send(member, new LookupReply(request.Id, _self, _joiner.IsComplete, Encode(request.Id)));
    }

    private void OnLookupReply(LookupReply reply)
    {
        if (_searches.OnReply(reply) is { } result) Conclude(result);
    }

    private void Conclude(LookupResult<TaskCompletionSource<bool>> result)
    {
        if (result.Found is not { } found)
        {
            Answer(result, result.IsCertain);
            return;
        }

        var pieces = PieceCodec.Read(found.Payload, PieceCodec.NoAuthor);
        var countdown = new Countdown(pieces.Count, () => _port.ToSelf(new SearchMerged(result)));
        foreach (var piece in pieces) OnMergeRequest(new MergeRequest(piece, default, countdown));
    }

    private static void Answer(LookupResult<TaskCompletionSource<bool>> result, bool isCertain)
    {
        foreach (var waiter in result.Waiters) waiter.TrySetResult(isCertain);
    }

    private void OnTokenRequest(TokenRequest request)
    {
        var start = _tokenWaits.Begin(request.Tokens, CursorOf, request.Answer, _view, Now);
        if (start is TokenStart.Waiting) KeepTimeForWaiting();
        else request.Answer.TrySetResult();
    }

    private long CursorOf(StreamId stream) => _inboxes.TryGetValue(stream, out var inbox) ? inbox.Cursor : 0;

    private void KeepTimeForWaiting()
    {
        if (_isWaking) return;
        _isWaking = true;
        _port.WakeAfter(WaitInterval);
    }

    private void OnWaitTick()
    {
        _isWaking = false;
        foreach (var result in _searches.OnTime(Now)) Conclude(result);
        foreach (var waiter in _tokenWaits.OnTime(Now)) waiter.TrySetResult();
        foreach (var pull in _tokenWaits.DuePulls(CursorOf, _cursors, _view, Now)) Send(pull.From, pull.Request);
        if (_searches.Count + _tokenWaits.Count > 0) KeepTimeForWaiting();
    }

    private sealed record SearchMerged(LookupResult<TaskCompletionSource<bool>> Result);
}
