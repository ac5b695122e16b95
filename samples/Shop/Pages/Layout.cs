using System.Globalization;
using System.Text.Encodings.Web;
using Akka.Sessions;

namespace Shop.Pages;

/// <summary>What every page shows around its content: the shop's name, the cart, and which node this page came from.</summary>
internal sealed class Layout(NodeOptions node, ISessionManager sessions)
{
    private const string Icon =
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><text y='.9em' font-size='90'>🧺</text></svg>";

    private static readonly string Style = ReadStyle();

    private readonly string _hue = NodeHue(node.Name);

    public IResult Page(HttpContext http, string title, string content)
    {
        var count = new Cart(http.Session).Lines.Sum(line => line.Quantity);
        return Results.Content($"""
            <!doctype html>
            <html lang="en" style="--node: {_hue}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{Text(title)} · Corner Shop</title>
              <link rel="icon" href="{Icon}">
              <style>{Style}</style>
            </head>
            <body>
              <header>
                <a class="name" href="/">🧺 Corner Shop</a>
                <span class="from">from <b>{Text(node.Name)}</b></span>
                <a class="cart" href="/cart">Cart <b>{count}</b></a>
              </header>
              <main>
            {content}
              </main>
            {Footer(http)}
            </body>
            </html>
            """, "text/html; charset=utf-8");
    }

    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private string Footer(HttpContext http)
    {
        var status = sessions.Status;
        var count = status.SessionCount == 1 ? "one session" : $"{status.SessionCount} sessions";
        var path = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path.Value! : "/";
        var doors = string.Concat(node.AllDoors.Select(door => Link(door, path)));
        return $"""
              <footer>
                <div class="doors">
            {doors}    </div>
                <p>This page came from <b>{Text(node.Name)}</b>, which holds {count} and sees
                   {status.Members.Count - status.Unreachable.Count} of {status.Members.Count} nodes.
                   Your session is <code>{ShortHash(http.Session)}</code>.</p>
            {(node.AllDoors.Count == 0 ? "" : Hint)}  </footer>
            """;
    }

    private string Link(Door door, string path)
    {
        var here = door.Name == node.Name ? " here" : "";
        return $"""
                  <a class="door{here}" style="--node: {NodeHue(door.Name)}" href="{Text(door.Url + path)}">{Text(door.Name)}</a>

            """;
    }

    private string Hint => $"""
            <p>Put something into the cart, then end this node as rudely as you like (type <kbd>kill {Text(Number(node.Name))}</kbd>
               where you started the shops) and go on at another one: the cart is still there.</p>

        """;

    /// <summary>The first characters of the session's hash: enough to see that two nodes mean the same session.</summary>
    public static string ShortHash(ISession session) => session.Id.Length > 8 ? session.Id[..8] : session.Id;

    private static string Number(string name) => name.StartsWith("node-", StringComparison.Ordinal) ? name["node-".Length..] : name;

    // Each node has its own colour, so that a change of node is seen before it is read. The golden angle keeps neighbours apart.
    private static string NodeHue(string name)
    {
        var number = int.TryParse(Number(name), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : name.Length;
        return ((100 + (number * 137)) % 360).ToString(CultureInfo.InvariantCulture);
    }

    private static string ReadStyle()
    {
        using var stream = typeof(Layout).Assembly.GetManifestResourceStream("shop.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
