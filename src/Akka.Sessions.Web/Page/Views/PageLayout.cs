namespace Akka.Sessions.Web.Page.Views;

/// <summary>What every page has around its content. All links begin with where the page was mapped.</summary>
/// <param name="Root">Where that is, without a slash at its end.</param>
/// <param name="Node">This node, as a person calls it.</param>
internal sealed record PageLayout(string Root, string Node)
{
    public Html Page(string title, Html content, bool isLive = false) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} · {Node}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{Root}/page.css">
        {Html.When(isLive, $"<script defer src=\"{Root}/page.js\"></script>")}
        {Html.When(isLive, $"<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>")}
        </head>
        <body data-live="{Root}/live">
        <header><h1>Sessions</h1><code>{Node}</code>
        <nav><a href="{Root}/">Node</a><a href="{Root}/list">List</a></nav>{Html.When(isLive, $"<span id=\"link\"></span>")}</header>
        <main>
        {content}
        </main>
        </body>
        </html>

        """);

    public Html Overview(PageLook look)
    {
        var parts = LiveParts.Of(look, Root);
        return Page("Sessions", isLive: true, content: Html.Of($"""
            <section id="figures" class="tiles">{Part("figures")}</section>
            <section id="chart" class="charts">{Part("chart")}</section>
            <h2>Members</h2>
            <section id="members" class="wide">{Part("members")}</section>
            <h2>This node</h2>
            <section id="node">{Part("node")}</section>
            <form id="drain" method="post" action="{Root}/drain"></form><form id="resume" method="post" action="{Root}/resume"></form>
            <h2>Look for sessions</h2>
            {Search()}
            """));

        Html Part(string name) => new(parts[name]);
    }

    public Html Search(string? principal = null) => Html.Of($"""
        <section class="search">
        <form action="{Root}/list">
        <label>By principal <input name="principal" value="{principal}" maxlength="1024" required></label><button>List</button></form>
        <form action="{Root}/list">
        <label>By hash, as logs print it <input name="hash" maxlength="64" required></label><button>Show</button></form>
        </section>
        """);

    public Html Notice(string title, string text) => Page(title, Html.Of($"""
        <p class="notice">{text}</p><p><a href="{Root}/list">Back to the list</a></p>
        """));
}
