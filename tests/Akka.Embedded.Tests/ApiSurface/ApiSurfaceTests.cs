using System.Runtime.CompilerServices;

namespace Akka.Embedded.Tests.ApiSurface;

/// <summary>
/// The engine and its TestKit may declare in public only what Akka.NET declares, letter for letter, or what compiles here would not compile there.
/// <c>ApiSurface.approved.txt</c> is what they declare; each of its lines was found in the list of Akka.NET 1.5's public surface.
/// </summary>
/// <remarks>
/// After a change this test fails and writes <c>ApiSurface.received.txt</c> beside the approved file. To approve it:
/// <list type="number">
/// <item>see that Akka.NET has every new line, with the list and its tool:
/// <c>akka-api missing akka-1.5.txt Akka.Embedded.dll Akka.Embedded.TestKit.dll</c> must print 0 lines;</item>
/// <item>rename the received file to the approved one and commit it, so that the change is seen in review.</item>
/// </list>
/// </remarks>
public sealed class ApiSurfaceTests
{
    [Fact]
    public void What_is_public_is_what_was_compared_with_Akka_NET()
    {
        var received = PublicSurface.Of(typeof(Akka.Actor.ActorSystem).Assembly, typeof(Akka.TestKit.TestKitBase).Assembly).ToList();
        var approved = File.Exists(Beside("approved")) ? File.ReadAllLines(Beside("approved")) : [];
        if (received.SequenceEqual(approved, StringComparer.Ordinal))
        {
            File.Delete(Beside("received"));
            return;
        }

        File.WriteAllText(Beside("received"), string.Join('\n', received) + "\n");
        Assert.Fail($"""
            The public surface has changed. The remarks of {nameof(ApiSurfaceTests)} say how to approve it.
            New: {Listed(received.Except(approved, StringComparer.Ordinal))}
            Gone: {Listed(approved.Except(received, StringComparer.Ordinal))}
            """);
    }

    private static string Beside(string what, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, $"ApiSurface.{what}.txt");

    private static string Listed(IEnumerable<string> lines) => string.Concat(lines.Select(l => $"\n  {l}"));
}
