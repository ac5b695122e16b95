namespace Akka.Sessions.Web.SigningIn;

/// <summary>
/// Ends the oldest tickets of a principal beyond the limit. Sign-ins on several nodes at once may not see each other, so there can be as
/// many more until the next sign-in of that principal.
/// </summary>
internal static class TicketLimit
{
    private const int PageSize = 1000;

    /// <returns>How many were ended.</returns>
    public static async Task<int> EndSurplusAsync(
        ISessionManager manager, string principal, SessionId newest, AkkaSessionTicketsOptions options, CancellationToken cancellationToken)
    {
        if (options.MaxTicketsPerPrincipal is not { } most) return 0;
        var ended = 0;
        // The newest stays even where the clock of another node says that it is not.
        var others = TicketsOf(manager, principal).Where(ticket => ticket.Hash != newest.ToString());
        foreach (var ticket in others.OrderByDescending(ticket => ticket.Created).Skip(most - 1).ToArray())
        {
            if (await manager.EndAsync(ticket.Hash, options.CommitLevel, cancellationToken)) ended++;
        }

        return ended;
    }

    private static IEnumerable<SessionDescription> TicketsOf(ISessionManager manager, string principal)
    {
        string? after = null;
        do
        {
            var page = manager.List(after, PageSize, principal, TicketContent.KeptName);
            foreach (var ticket in page.Sessions) yield return ticket;
            after = page.Next;
        }
        while (after is not null);
    }
}
