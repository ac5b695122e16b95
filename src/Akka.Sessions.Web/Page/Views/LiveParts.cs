namespace Akka.Sessions.Web.Page.Views;

/// <summary>The parts of the first page that change while somebody looks, each by the id of its element.</summary>
internal static class LiveParts
{
    public static IReadOnlyDictionary<string, string> Of(PageLook look, string root) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["figures"] = Figures(look.Overview).Text,
        ["chart"] = Chart.Of(look).Text,
        ["members"] = Members(look.Overview, root).Text,
        ["node"] = Node(look.Overview).Text,
    };

    private static Html Figures(PageOverview now) => Html.Of($"""
        {Tile("Sessions", $"{now.Sessions}", $"at most {now.Statistics.MostActive}")}
        {Tile("Created", $"{now.Rates.Created:0.#}/s", $"{now.Statistics.Created} since the start")}
        {Tile("Ended", $"{now.Rates.Ended:0.#}/s", $"{now.Statistics.Expired + now.Statistics.Invalidated} since the start")}
        {Tile("Messages", $"{now.Rates.MessagesIn + now.Rates.MessagesOut:0}/s", $"{now.Rates.MessagesIn:0} in, {now.Rates.MessagesOut:0} out")}
        {Tile("Payload in", $"{Amount.Bytes(now.Rates.BytesIn)}/s", $"{Amount.Bytes(now.Statistics.BytesIn)} in all")}
        {Tile("Payload out", $"{Amount.Bytes(now.Rates.BytesOut)}/s", $"{Amount.Bytes(now.Statistics.BytesOut)} in all")}
        """);

    private static Html Tile(string name, FormattableString value, FormattableString note) => Html.Of($"""
        <div class="tile"><span>{name}</span><b>{FormattableString.Invariant(value)}</b><small>{FormattableString.Invariant(note)}</small></div>
        """);

    private static Html Members(PageOverview now, string root) => Html.Of($"""
        <table>
        <thead><tr><th>Member</th><th>Life</th><th>State</th><th class="n">Lacks of ours</th><th class="n">We lack</th>
        <th class="n">Received</th><th class="n">Sent to it alone</th><th></th></tr></thead>
        <tbody>{Html.Join(now.Members.Select(member => Member(member, root)))}</tbody>
        </table>
        """);

    private static Html Member(PageMember member, string root) => Html.Of($"""
        <tr{Html.When(member.IsSelf, $" class=\"self\"")}><td>{member.Address}{Html.When(member.IsSelf, $" <small>this node</small>")}</td>
        <td><code>{member.Incarnation}</code></td><td>{Views.State.Of(member.State)}</td>
        <td class="n">{Lag(member, member.Behind)}</td><td class="n">{Lag(member, member.Ahead)}</td>
        <td class="n">{Traffic(member, member.BytesIn)}</td><td class="n">{Traffic(member, member.BytesOut)}</td>
        <td class="n">{Order(member, root)}</td></tr>
        """);

    private static Html Order(PageMember member, string root)
    {
        if (member.IsSelf || member.State == "unreachable") return Html.None;
        var (order, name) = member.State == "draining" ? ("resume", "Resume") : ("drain", "Drain");
        return Html.Of($"""
            <form method="post" action="{root}/members/{member.Incarnation}/{order}"><button class="quiet">{name}</button></form>
            """);
    }

    private static string Lag(PageMember member, long batches) => member.IsSelf ? "" : batches switch
    {
        0 => "nothing",
        1 => "1 batch",
        _ => FormattableString.Invariant($"{batches} batches"),
    };

    private static string Traffic(PageMember member, long bytes) => member.IsSelf ? "" : Amount.Bytes(bytes);

    private static Html Node(PageOverview now) => Html.Of($"""
        <p>This node is {State.Of(now.State)} {Progress(now.Statistics)}</p>
        {(now.IsDraining ? Resume : Drain)}
        """);

    private static Html Progress(SessionStatistics statistics) => Html.When(!statistics.IsTransferred, $"""
        <progress value="{statistics.TransferSharesIn}" max="{statistics.TransferShares}"></progress>
        {statistics.TransferSharesIn} of {statistics.TransferShares} shares of all sessions,
        {Amount.Bytes(statistics.TransferBytes)} in {statistics.TransferPages} pages
        """);

    private static readonly Html Drain = Html.Of($"""
        <button form="drain">Drain this node</button>
        <small>It turns unready at once, and serves what comes all the same until it is put back into service.</small>
        """);

    private static readonly Html Resume = Html.Of($"""
        <button form="resume">Put it back into service</button>
        """);
}
