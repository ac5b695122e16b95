using System.Text.RegularExpressions;
using Akka.Sessions.Messages;

namespace Akka.Sessions.Tests;

/// <summary>The house's plan: each folder uses only those before it, Akka begins at Wire, and ASP.NET Core is next door.</summary>
public sealed partial class LayeringTests
{
    private static readonly string[] Order =
        ["Messages", "Model", "Events", "Operations", "Replication", "Placement", "Wire", "Protocol", "Actors", "Manager"];
    private static readonly string[] KnowAkka = ["Wire", "Actors", "Manager"];

    [Fact]
    public void No_folder_uses_one_that_comes_after_it() => Assert.Empty(
        from source in Sources()
        where source.Folder.Length > 0
        from used in Used(source.Code)
        where Array.IndexOf(Order, used) > Array.IndexOf(Order, source.Folder)
        select $"{source.Path} uses {used}");

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Empty(Sources().Select(s => s.Folder).Where(f => f.Length > 0).Distinct().Except(Order, StringComparer.Ordinal));

    [Fact]
    public void Akka_types_appear_in_the_adapter_the_actors_and_the_manager_only()
    {
        var users = Sources().Where(s => s.Folder.Length > 0 && AkkaUse().IsMatch(s.Code)).ToArray();

        Assert.Empty(users.Where(s => !KnowAkka.Contains(s.Folder, StringComparer.Ordinal)).Select(s => s.Path));
        Assert.Equal(["SessionMessageSerializer.cs"], users.Where(s => string.Equals(s.Folder, "Wire", StringComparison.Ordinal)).Select(s => Path.GetFileName(s.Path)));
    }

    [Fact]
    public void Asp_net_types_appear_nowhere()
    {
        Assert.Empty(Sources().Where(s => s.Code.Contains("Microsoft.AspNetCore", StringComparison.Ordinal)).Select(s => s.Path));
        Assert.DoesNotContain(
            typeof(ISessionMessage).Assembly.GetReferencedAssemblies(),
            a => a.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void No_clock_is_read_and_nothing_is_sent_below_the_actors() => Assert.Empty(
        from source in Sources()
        let isProtocol = string.Equals(source.Folder, "Protocol", StringComparison.Ordinal)
        where source.Folder.Length > 0 && Array.IndexOf(Order, source.Folder) < Array.IndexOf(Order, "Actors")
        where Impure().IsMatch(source.Code) || (isProtocol ? OwnClock() : AnyClock()).IsMatch(source.Code)
        select source.Path);

    private static IEnumerable<string> Used(string code) =>
        Using().Matches(code).Concat(Qualified().Matches(code)).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal);

    private static IEnumerable<(string Path, string Folder, string Code)> Sources()
    {
        var root = Path.Combine(Repository(), "src", "Akka.Sessions");
        foreach (var path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
            yield return (path, relative.Length > 1 ? relative[0] : "", Comments().Replace(File.ReadAllText(path), ""));
        }
    }

    private static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Sessions.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException($"No Sessions.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"using (?:static )?Akka\.Sessions\.(\w+)")]
    private static partial Regex Using();

    // Inside Akka.Sessions a folder's namespace needs no using: Messages.Stamp.
    [GeneratedRegex(@"(?<![\w.])(?:Akka\.Sessions\.)?(Messages|Model|Replication|Placement|Wire|Actors|Manager)\.[A-Z]")]
    private static partial Regex Qualified();

    // Nor does one of Akka's, the root being the same: Actor.IActorRef.
    [GeneratedRegex(@"using (?:static )?Akka\.(?!Sessions)|(?<![\w.])(?:Akka\.)?(?:Actor|Event|Cluster|Remote|Serialization|Dispatch|Pattern|Util)\.[A-Z]")]
    private static partial Regex AkkaUse();

    [GeneratedRegex(@"\bTask\b|Stopwatch|TickCount|System\.(?:IO|Net)\b|\bRandom\b")]
    private static partial Regex Impure();

    // The time is an argument; the protocols are given the clock, and never take one.
    [GeneratedRegex("TimeProvider")]
    private static partial Regex AnyClock();

    [GeneratedRegex(@"TimeProvider\.System")]
    private static partial Regex OwnClock();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comments();
}
