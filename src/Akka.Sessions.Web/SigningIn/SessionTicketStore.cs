using Akka.Sessions.Web.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.SigningIn;

/// <summary>
/// Tickets of cookie authentication, each in a session of its own. A key never passes from one principal to another, and a ticket that was
/// ended is not renewed back to life.
/// </summary>
internal sealed class SessionTicketStore(WebSessions sessions, IOptions<AkkaSessionTicketsOptions> options) : ITicketStore
{
    private AkkaSessionTicketsOptions Options => options.Value;

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        var session = sessions.Manager.Create();
        TicketContent.Write(session, ticket, Options);
        var receipt = await session.CommitAsync(Options.CommitLevel, cancellationToken);
        if (!receipt.IsSatisfied) await MissedAsync(session, receipt, cancellationToken);
        if (session.Principal is { } principal)
        {
            var ended = await TicketLimit.EndSurplusAsync(sessions.Manager, principal, session.Id, Options, cancellationToken);
            if (ended > 0) sessions.Log.OldestTicketsEnded(ended, session.Id.ToString());
        }

        return new TicketKey(session.Id, receipt.Token).ToText();
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { } session) return null;
        var ticket = TicketContent.Read(session);
        // One without an end of its own lives by being shown.
        if (ticket is { Properties.ExpiresUtc: null }) session.Touch();
        return ticket;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    public async Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { } session) return;
        if (!IsOfSamePrincipal(session, ticket))
        {
            throw new InvalidOperationException(
                "The key of one principal's ticket cannot become that of another: whoever knew it would be signed in as somebody else.");
        }

        await RenewAsync(session, ticket, cancellationToken);
    }

    /// <summary>Cookie authentication also calls it for a sign-in where somebody is signed in already, or was until this request.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var keys = KeysOfRequest.Of(httpContext);
        if (keys.HasEnded(key))
        {
            keys.Follows(key, await StoreAsync(ticket, cancellationToken));
            return;
        }

        if (await FindAsync(Present(key, httpContext), cancellationToken) is not { } session) return;
        if (IsOfSamePrincipal(session, ticket))
        {
            await RenewAsync(session, ticket, cancellationToken);
            return;
        }

        await EndAsync(session, cancellationToken);
        keys.Follows(key, await StoreAsync(ticket, cancellationToken));
    }

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is { } session) await EndAsync(session, cancellationToken);
    }

    public async Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        await RemoveAsync(Present(key, httpContext), cancellationToken);
        KeysOfRequest.Of(httpContext).Ended(key);
    }

    private static string Present(string key, HttpContext context) =>
        KeysOfRequest.Of(context).TryGetFollower(key, out var follower) ? follower : key;

    private bool IsOfSamePrincipal(IReplicatedSession session, AuthenticationTicket ticket) =>
        session.Principal == Options.NameOf(ticket.Principal);

    private async Task<IReplicatedSession?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (TicketKey.Parse(text) is not { } key) return null;
        var found = await sessions.Manager.FindAsync(key.Id, tokens: null, cancellationToken);
        // The commit that made it is asked for only where the ticket is missing; a later renewal is no reason to wait.
        if (found is { Session: null, EndReason: null } && key.Token is { } token)
            found = await sessions.Manager.FindAsync(key.Id, [token], cancellationToken);
        if (found is { Session: null, EndReason: null, IsCertain: false }) sessions.Log.TicketUnanswered();
        return found.Session;
    }

    private async Task RenewAsync(IReplicatedSession session, AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        TicketContent.Write(session, ticket, Options);
        try
        {
            Note(session, await session.CommitAsync(Options.CommitLevel, cancellationToken));
        }
        catch (SessionEndedException)
        {
            // Signed out elsewhere meanwhile. That stands: the cookie names a ticket that is no more.
        }
    }

    private async Task EndAsync(IReplicatedSession session, CancellationToken cancellationToken)
    {
        try
        {
            Note(session, await session.InvalidateAsync(Options.CommitLevel, cancellationToken));
        }
        catch (SessionEndedException)
        {
            // Somebody else ended it first, which is what was asked for.
        }
    }

    private async Task MissedAsync(IReplicatedSession session, CommitReceipt receipt, CancellationToken cancellationToken)
    {
        Note(session, receipt);
        if (sessions.Options.OnMissedCommit is MissedCommitPolicy.Log) return;
        // Nobody will get its key.
        await session.InvalidateAsync(CommitLevel.None, cancellationToken);
        throw new MissedCommitException($"The sign-in did not reach commit level {receipt.Level}; nobody was signed in.", receipt, null);
    }

    private void Note(IReplicatedSession session, CommitReceipt receipt)
    {
        if (receipt.IsSatisfied) return;
        sessions.Meter.CommitMissed();
        sessions.Log.TicketMissed(session.Id.ToString(), receipt.Level, string.Join(", ", receipt.Missing));
    }
}
