using System.Globalization;
using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story;

/// <summary>A Shop that cannot start: it must end by itself and say why in one line that a person understands.</summary>
internal static class FailedStart
{
    private const string Beginning = "The shop cannot start: ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Starts it, and returns what it said; the line must name <paramref name="culprit"/>.</summary>
    public static async Task<string> ExplainAsync(string folder, string culprit, int httpPort, int akkaPort, params string[] arguments)
    {
        using var log = new NodeLog(Path.Combine(folder, $"no-start-{culprit}.log"));
        using var process = ShopProcess.Start(
        [
            string.Create(CultureInfo.InvariantCulture, $"--urls=http://127.0.0.1:{httpPort}"),
            string.Create(CultureInfo.InvariantCulture, $"--Node:AkkaPort={akkaPort}"),
            string.Create(CultureInfo.InvariantCulture, $"--Node:Seeds=127.0.0.1:{akkaPort}"),
            "--Node:StopWithInput=true",
            .. arguments,
        ], log);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var exitCode = await process.ExitAsync(patience.Token);
            var line = Array.Find([.. log.Tail], line => line.StartsWith(Beginning, StringComparison.Ordinal))
                ?? throw new BrokenPromiseException($"a start with bad {culprit} ended with {exitCode} and no reason; see {log.Path}");
            var said = line[Beginning.Length..];
            Stage.Require(exitCode == 1, $"a start with bad {culprit} ended with {exitCode}");
            Stage.Require(said.Contains(culprit, StringComparison.Ordinal), $"a start with bad {culprit} only said: {said}");
            var isTrace = log.Tail.Any(line => line.StartsWith("   at ", StringComparison.Ordinal));
            Stage.Require(!isTrace, $"a start with bad {culprit} printed a stack trace; see {log.Path}");
            return said;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new BrokenPromiseException($"a start with bad {culprit} did not end within {Patience.TotalSeconds} s; see {log.Path}");
        }
    }
}
