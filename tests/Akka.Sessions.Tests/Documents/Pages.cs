namespace Akka.Sessions.Tests.Documents;

/// <summary>The files of this repository that people read.</summary>
internal static class Pages
{
    private static readonly string Repository = Find();

    /// <summary>Every page of <c>docs</c>, and the one that leads to them.</summary>
    public static IEnumerable<(string Name, string Text)> All =>
        Directory.EnumerateFiles(Path.Combine(Repository, "docs"), "*.md").Append(Path.Combine(Repository, "README.md"))
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository, .. path]));

    public static IEnumerable<string> Sources =>
        Directory.EnumerateFiles(Path.Combine(Repository, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Sessions.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException($"No Sessions.sln above {AppContext.BaseDirectory}.");
    }
}
