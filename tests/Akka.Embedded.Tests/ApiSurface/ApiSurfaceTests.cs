namespace Akka.Embedded.Tests.ApiSurface;

/// <summary>
/// The engine and its TestKit may declare in public only what Akka.NET declares, letter for letter, or what compiles here would not compile
/// there. <c>ApiSurface.approved.txt</c> is what they declare; each of its lines was found in the list of Akka.NET 1.5's public surface.
/// </summary>
/// <remarks>
/// After a change this test fails and writes <c>ApiSurface.received.txt</c> into its output folder, and names it. To approve it:
/// <list type="number">
/// <item>see that Akka.NET has every new line, with the list and its tool:
/// <c>akka-api missing akka-1.5.txt Akka.Embedded.dll Akka.Embedded.TestKit.dll</c> must print 0 lines;</item>
/// <item>copy the received file over the approved one beside this test and commit it, so that the change is seen in review.</item>
/// </list>
/// </remarks>
public sealed class ApiSurfaceTests
{
    [Fact]
    public void What_is_public_is_what_was_compared_with_Akka_NET()
    {
        var received = PublicSurface.Of(typeof(Akka.Actor.ActorSystem).Assembly, typeof(Akka.TestKit.TestKitBase).Assembly).ToList();
        var approved = File.Exists(Surface("approved")) ? File.ReadAllLines(Surface("approved")) : [];
        if (received.SequenceEqual(approved, StringComparer.Ordinal))
        {
            File.Delete(Surface("received"));
            return;
        }

        File.WriteAllText(Surface("received"), string.Join('\n', received) + "\n");
        Assert.Fail($"""
            The public surface has changed, see {Surface("received")}. The remarks of {nameof(ApiSurfaceTests)} say how to approve it.
            New: {Listed(received.Except(approved, StringComparer.Ordinal))}
            Gone: {Listed(approved.Except(received, StringComparer.Ordinal))}
            """);
    }

    // In the output, not in the source: a build on a server leaves no way back to the source's folder.
    private static string Surface(string what) => Path.Combine(AppContext.BaseDirectory, "ApiSurface", $"ApiSurface.{what}.txt");

    private static string Listed(IEnumerable<string> lines) => string.Concat(lines.Select(l => $"\n  {l}"));
}
