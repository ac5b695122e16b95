namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>The files of the folder <c>hocon</c>, copied beside the tests.</summary>
internal static class HoconFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "hocon");

    public static string Tests { get; } = Path.Combine(Folder, "tests.conf");

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*.conf");
}
