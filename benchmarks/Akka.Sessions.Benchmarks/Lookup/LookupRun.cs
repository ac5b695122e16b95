using System.Globalization;

namespace Akka.Sessions.Benchmarks.Lookup;

/// <summary>What a flood of guessed ids does to those who know theirs: the same requests without it and with it, in turns, in one run.</summary>
internal static class LookupRun
{
    private const int Turns = 5;

    internal static async Task PrintAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var first = SessionsHost.Start(port: null);
        await using var second = SessionsHost.Start(first.Port);
        await first.ReadyAsync(members: 2, cancellationToken);
        await second.ReadyAsync(members: 2, cancellationToken);
        var known = await KnownSessions.CreateAsync(first.Manager, second.Manager, cancellationToken);
        await known.MeasureAsync(cancellationToken);

        var (quiet, flooded) = (new List<double>(), new List<double>());
        await using var flood = new Flood(second.Manager);
        for (var turn = 0; turn < Turns; turn++)
        {
            quiet.AddRange(await known.MeasureAsync(cancellationToken));
            flood.Start();
            flooded.AddRange(await known.MeasureAsync(cancellationToken));
            await flood.StopAsync();
        }

        quiet.Sort();
        flooded.Sort();
        output.WriteLine($"{"µs to find a known session and commit to it",-46}{"with flood",14}{"without",14}{"ratio",9}");
        Print(output, "median", flooded[flooded.Count / 2], quiet[quiet.Count / 2]);
        Print(output, "99th in 100", flooded[flooded.Count * 99 / 100], quiet[quiet.Count * 99 / 100]);
        output.WriteLine(FormattableString.Invariant($"guessed ids a second: {flood.PerSecond:N0}"));
    }

    private static void Print(TextWriter output, string what, double flooded, double quiet) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-46}{flooded,14:F1}{quiet,14:F1}{flooded / quiet,9:F2}"));
}
