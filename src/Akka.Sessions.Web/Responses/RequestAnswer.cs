using Akka.Sessions.Web.Requests;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Responses;

/// <summary>
/// Ties the commits of a request to its response: before the first byte, at the end of the pipeline, and after it. When a level was
/// missed, the policy decides what is sent; a response that reports an error itself (400 and above) is left as it is.
/// </summary>
internal sealed class RequestAnswer(HttpContext context, RequestSession session, WebSessions sessions)
{
    private readonly MissedCommitPolicy _policy = session.OnMissedCommit;
    private MissedCommitException? _judged;

    /// <summary>A 503 stands in place of what the application answers.</summary>
    public bool IsRefused { get; private set; }

    private HttpResponse Response => context.Response;

    /// <summary>Called when the request comes in: callbacks run in reverse order, so everyone else's will have run before ours.</summary>
    public void Register()
    {
        Response.OnStarting(static state => ((RequestAnswer)state).OnStartingAsync(), this);
        Response.OnCompleted(static state => ((RequestAnswer)state).CommitLateAsync(), this);
    }

    /// <summary>Runs the rest of the pipeline, and sees to what it changed.</summary>
    public async Task RunAsync(RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (MissedCommitException) when (_policy is MissedCommitPolicy.ServiceUnavailable && !Response.HasStarted)
        {
            Refuse();
            return;
        }

        await EndAsync();
    }

    /// <summary>Before the first byte. Throws, or prepares a 503, when the policy says so.</summary>
    public async ValueTask CommitFirstAsync()
    {
        await session.CommitChangesAsync();
        if (session.Missed is not { } missed || IsRefused || Response.HasStarted) return;
        _judged = missed;
        if (Response.StatusCode >= StatusCodes.Status400BadRequest) return;
        if (_policy is MissedCommitPolicy.Throw) throw missed;
        if (_policy is MissedCommitPolicy.ServiceUnavailable) Refuse();
    }

    private Task OnStartingAsync()
    {
        var commit = CommitFirstAsync();
        if (!commit.IsCompletedSuccessfully) return WriteCookiesAfterAsync(commit);
        session.WriteCookies();
        return Task.CompletedTask;
    }

    private async Task WriteCookiesAfterAsync(ValueTask commit)
    {
        await commit;
        session.WriteCookies();
    }

    // Even when nothing was sent yet: a browser that hangs up now must not take its changes along.
    private async ValueTask EndAsync()
    {
        if (!Response.HasStarted)
        {
            await CommitFirstAsync();
            return;
        }

        await session.CommitChangesAsync();
        if (_policy is MissedCommitPolicy.Log || session.Missed is not { } missed || missed == _judged) return;
        if (_policy is MissedCommitPolicy.Throw) throw missed;
        sessions.Log.ConnectionCut();
        context.Abort();
    }

    // What a failed request or an OnCompleted callback changed. Nobody is left to be told but the log; and a session that is new even now
    // stays unborn, since no browser was given its cookie.
    private async Task CommitLateAsync()
    {
        session.Leave();
        if (session.IsNew) return;
        try
        {
            await session.CommitChangesAsync();
        }
        catch (Exception exception)
        {
            sessions.Log.LateCommitFailed(session.Session.Id, exception);
        }
    }

    /// <summary>An empty 503: to be repeated.</summary>
    public static void Refuse(HttpResponse response)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = "1";
        response.ContentLength = 0;
    }

    private void Refuse()
    {
        IsRefused = true;
        Refuse(Response);
    }
}
