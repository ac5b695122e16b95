using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>Requests that wait for something of the others: a session that is not here, or a write that their client has already seen.</summary>
internal sealed partial class ManagerProtocol
{
    private const int MaxTokenWaits = 10_000;
    private static readonly TimeSpan WaitInterval = TimeSpan.FromMilliseconds(10);

    private readonly LookupTracker<TaskCompletionSource<bool>> _searches;
    private readonly TokenWaits<TaskCompletionSource<IReadOnlyList<SessionToken>>> _tokenWaits;
    private bool _isWaking;

    private void OnSearchRequest(SearchRequest request)
    {
        switch (_searches.Begin(request.Id, request.Answer, !request.CarriesTokens && HasEverything, _view, Now))
        {
            case LookupStart.Ask ask:
                foreach (var member in ask.Members) Send(member, new LookupRequest(request.Id));
                KeepTimeForWaiting();
                break;
            case LookupStart.NotHere unknown:
                request.Answer.TrySetResult(unknown.IsCertain && IsComplete);
                break;
        }
    }

    private bool HasEverything => IsComplete && _inboxes.Values.All(inbox => !inbox.IsBehind);

    private void OnLookupRequest(LookupRequest request, MemberId? from)
    {
        if (from is { } member) Send(member, new LookupReply(request.Id, _self, IsComplete, Encode(request.Id)));
    }

    private void OnLookupReply(LookupReply reply)
    {
        if (_searches.OnReply(reply, Now) is { } result) Conclude(result);
    }

    private void Conclude(LookupResult<TaskCompletionSource<bool>> result)
    {
        if (result.Found is not { } found)
        {
            Answer(result, result.IsCertain);
            return;
        }

        if (PiecesOf(found) is not { Count: > 0 } pieces)
        {
            Answer(result, isCertain: false);
            return;
        }

        var countdown = new Countdown(pieces.Count, () => _port.ToSelf(new SearchMerged(result)));
        foreach (var piece in pieces) OnMergeRequest(new MergeRequest(piece, default, countdown));
    }

    // Those who wait for it are answered, whatever was said.
    private IReadOnlyList<SessionPiece>? PiecesOf(LookupReply reply)
    {
        try
        {
            return PieceCodec.Read(reply.Payload, PieceCodec.NoAuthor);
        }
        catch (WireFormatException e)
        {
            RefuseUnreadable(reply, e);
            return null;
        }
    }

    private static void Answer(LookupResult<TaskCompletionSource<bool>> result, bool isCertain)
    {
        foreach (var waiter in result.Waiters) waiter.TrySetResult(isCertain);
    }

    private void OnTokenRequest(TokenRequest request)
    {
        switch (_tokenWaits.Begin(request.Tokens, CursorOf, _cursors, request.Answer, _view, Now))
        {
            case TokenStart.Waiting:
                KeepTimeForWaiting();
                break;
            case TokenStart.Current current:
                request.Answer.TrySetResult(current.Denied);
                break;
            default:
                request.Answer.TrySetResult([]);
                break;
        }
    }

    private static void LetGo(IEnumerable<TokenRelease<TaskCompletionSource<IReadOnlyList<SessionToken>>>> releases)
    {
        foreach (var (waiter, denied) in releases) waiter.TrySetResult(denied);
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
        LetGo(_tokenWaits.OnTime(_view, Now));
        foreach (var pull in _tokenWaits.DuePulls(CursorOf, _cursors, _view, Now)) Pull(pull);
        if (_expiry.Count > 0) Perform(_expiry.OnTime(Moment));
        if (_searches.Count + _tokenWaits.Count > 0) KeepTimeForWaiting();
    }

    private void Pull(TokenPull pull)
    {
        InboxOf(pull.Request.Stream)?.Relays.Add(pull.From);
        Send(pull.From, pull.Request);
    }

    private sealed record SearchMerged(LookupResult<TaskCompletionSource<bool>> Result);
}
