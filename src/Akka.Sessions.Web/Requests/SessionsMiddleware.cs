using Akka.Sessions.Web.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Akka.Sessions.Web.Requests;

/// <summary>Gives each request its session, and sees to its commit. Goes to the network only for a request that names a session.</summary>
internal sealed class SessionsMiddleware(RequestDelegate next, WebSessions sessions)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<WithoutSessionAttribute>() is not null) return next(context);

        return context.Features.Get<ISessionFeature>() switch
        {
            null => ServeAsync(context),
            // An error page is made by running the pipeline again for the same request: it has the same session.
            RequestSession => next(context),
            _ => throw new InvalidOperationException(
                "This request already has a session of another kind. Use either UseSession() or UseAkkaSessions(), not both."),
        };
    }

    private async Task ServeAsync(HttpContext context)
    {
        var session = new RequestSession(context, sessions);
        if (session.NeedsLease) await ServeInTurnAsync(context, session);
        else await ServeAsync(context, session);
    }

    private async Task ServeInTurnAsync(HttpContext context, RequestSession session)
    {
        if (!await session.TryLeaseAsync(context.RequestAborted))
        {
            RequestAnswer.Refuse(context.Response);
            return;
        }

        try
        {
            await ServeAsync(context, session);
        }
        finally
        {
            await session.EndLeaseAsync();
        }
    }

    private async Task ServeAsync(HttpContext context, RequestSession session)
    {
        if (session.NamesOne) await session.LookUpAsync(context.RequestAborted);
        context.Features.Set<ISessionFeature>(session);
        context.Features.Set<IReplicatedSessionFeature>(session);
        var answer = new RequestAnswer(context, session, sessions);
        answer.Register();
        if (session.OnMissedCommit is MissedCommitPolicy.Log) await answer.RunAsync(next);
        else await ServeHeldBackAsync(context, answer);
    }

    private async Task ServeHeldBackAsync(HttpContext context, RequestAnswer answer)
    {
        var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new HeldBackBody(inner, answer);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await answer.RunAsync(NextAndFlushAsync);
        }
        finally
        {
            context.Features.Set(inner);
        }

        async Task NextAndFlushAsync(HttpContext request)
        {
            await next(request);
            await body.FlushWriterAsync();
        }
    }
}
