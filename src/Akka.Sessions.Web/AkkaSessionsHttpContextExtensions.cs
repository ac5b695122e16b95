using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web;

/// <summary>Finds the request's session beside <c>HttpContext.Session</c>.</summary>
public static class AkkaSessionsHttpContextExtensions
{
    /// <summary>The times, end, id and commits of the request's session.</summary>
    /// <exception cref="InvalidOperationException">The request did not pass <c>UseAkkaSessions()</c>, or its endpoint has no session.</exception>
    public static IReplicatedSessionFeature GetReplicatedSession(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IReplicatedSessionFeature>() ?? throw new InvalidOperationException(
            "This request has no replicated session: call app.UseAkkaSessions() before the endpoints; endpoints marked WithoutSession have none.");
    }

    /// <summary>
    /// Signs the request's user out in every browser: ends all tickets and all sessions of that principal, on all nodes, and deletes this
    /// browser's authentication cookie. A session counts only if the application set its <see cref="IReplicatedSessionFeature.Principal"/>.
    /// A sign-in that happens meanwhile may be missed. Looks at every session of this node.
    /// </summary>
    /// <returns>How many tickets and sessions were ended.</returns>
    /// <exception cref="InvalidOperationException">
    /// The user has no name by <see cref="AkkaSessionTicketsOptions.PrincipalName"/>, or <c>AddAkkaSessionTickets</c> was not called.
    /// </exception>
    public static async Task<int> SignOutEverywhereAsync(this HttpContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = context.RequestServices.GetRequiredService<IOptions<AkkaSessionTicketsOptions>>().Value;
        if (options.NameOf(context.User) is not { } principal)
            throw new InvalidOperationException("Nobody who has a name is signed in, so there is nobody to sign out everywhere.");
        var manager = context.RequestServices.GetRequiredService<ISessionManager>();
        var ended = await manager.EndAllOfAsync(principal, options.CommitLevel, cancellationToken);
        foreach (var scheme in options.Schemes) await context.SignOutAsync(scheme);
        return ended;
    }
}
