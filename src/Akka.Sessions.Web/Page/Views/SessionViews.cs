namespace Akka.Sessions.Web.Page.Views;

/// <summary>Sessions, by their hashes: some of them in a list, or one with the names and sizes of its attributes. No id, no value.</summary>
internal static class SessionViews
{
    public static Html List(PageLayout layout, SessionPage found, string? principal, DateTimeOffset now) =>
        layout.Page("List of sessions", Html.Of($"""
            {layout.Search(principal)}
            <section class="wide"><table>
            <thead><tr><th>Session</th><th>Principal</th><th class="n">Attributes</th><th class="n">Size</th>
            <th class="n">Created</th><th class="n">Last access</th><th></th></tr></thead>
            <tbody>{Html.Join(found.Sessions.Select(session => Row(layout, session, now)))}</tbody>
            </table></section>
            {Html.When(found.Sessions.Count == 0, $"<p class=\"notice\">There is none.</p>")}
            {(found.Next is { } next ? More(layout, next, principal) : Html.None)}
            """));

    public static Html One(PageLayout layout, SessionContents contents, DateTimeOffset now)
    {
        var session = contents.Session;
        return layout.Page("A session", Html.Of($"""
            <h2>Session <code>{session.Hash}</code></h2>
            <dl>
            <dt>Principal</dt><dd>{session.Principal ?? "nobody"}</dd>
            <dt>Created</dt><dd>{Created(session, now)}</dd>
            <dt>Last access</dt><dd>{Amount.Ago(now - session.LastAccessed)}, and it ends {Idle(session.IdleTimeout)} after the last</dd>
            <dt>Size</dt><dd>{session.AttributeCount} attributes, {Amount.Bytes(session.Bytes)}</dd>
            </dl>
            <section class="wide"><table id="attributes">
            <thead><tr><th>Attribute</th><th class="n">Size of its value</th></tr></thead>
            <tbody>{Html.Join(contents.Attributes.Select(Row))}</tbody>
            </table></section>
            {EndForm(layout, session.Hash)}
            """));
    }

    private static Html Row(AttributeSize attribute) =>
        Html.Of($"<tr><td>{attribute.Name}</td><td class=\"n\">{Amount.Bytes(attribute.Bytes)}</td></tr>");

    private static Html Row(PageLayout layout, SessionDescription session, DateTimeOffset now) => Html.Of($"""
        <tr><td><a href="{layout.Root}/list/{session.Hash}"><code>{session.Hash}</code></a></td><td>{session.Principal}</td>
        <td class="n">{session.AttributeCount}</td><td class="n">{Amount.Bytes(session.Bytes)}</td>
        <td class="n">{Created(session, now)}</td><td class="n">{Amount.Ago(now - session.LastAccessed)}</td>
        <td class="n">{EndForm(layout, session.Hash)}</td></tr>
        """);

    private static Html EndForm(PageLayout layout, string hash) => Html.Of($"""
        <form method="post" action="{layout.Root}/list/{hash}/end"><button class="end">End</button></form>
        """);

    private static Html More(PageLayout layout, string after, string? principal)
    {
        var ofPrincipal = principal is null ? "" : $"&principal={Uri.EscapeDataString(principal)}";
        return Html.Of($"""<p><a href="{layout.Root}/list?after={after}{ofPrincipal}">Further sessions</a></p>""");
    }

    private static string Created(SessionDescription session, DateTimeOffset now) =>
        session.Created is { } created ? Amount.Ago(now - created) : "unknown";

    private static string Idle(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? "at no time" : FormattableString.Invariant($"{timeout.TotalMinutes:0.#} min");
}
