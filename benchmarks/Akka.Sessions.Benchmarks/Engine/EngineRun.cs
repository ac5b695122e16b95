using System.Globalization;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>Measures the engine, each figure beside a baseline of the same run on the same machine.</summary>
internal static class EngineRun
{
    internal static async Task PrintAsync(TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine($"{"",-46}{"measured",14}{"baseline",14}{"ratio",9}   baseline is");
        var idle = await IdleActors.MeasureAsync();
        Print(output, "bytes of an idle actor", idle.Bytes, idle.BaselineBytes, "F0", "an object in a dictionary by name");
        Print(output, "ns to create an actor", idle.Nanoseconds, idle.BaselineNanoseconds, "F0", "the same");

        var tell = await Tells.MeasureAsync();
        Print(output, "ns from actor to actor and back, alone", tell.Nanoseconds, tell.BaselineNanoseconds, "F0", "two queues on the pool");

        var node = await BenchmarkNode.StartAsync(seed: null, cancellationToken);
        await using var peer = await PeerProcess.StartAsync(node.Address, cancellationToken);
        await using (node)
        {
            var raw = await RawTcp.MeasureAsync(peer, cancellationToken);
            var messages = await PublishedMessages.MeasureAsync(node, peer, cancellationToken);
            Print(output, "published messages a second", messages.PerSecond, raw.FramesPerSecond, "N0", "frames over plain TCP");
            Print(output, "µs of processor for one, both processes", messages.CpuMicroseconds, raw.CpuMicroseconds, "F2", "the same");
            var rounds = await RoundTrips.MeasureAsync(node, cancellationToken);
            Print(output, "µs for a round trip over mediators, median", rounds.Median, raw.Median, "F0", "an echo over plain TCP");
            Print(output, "µs for a round trip over mediators, 99th in 100", rounds.Percentile99, raw.Percentile99, "F0", "the same");
        }
    }

    private static void Print(TextWriter output, string what, double measured, double baseline, string format, string baselineIs)
    {
        var figure = measured.ToString(format, CultureInfo.InvariantCulture);
        var against = baseline.ToString(format, CultureInfo.InvariantCulture);
        output.WriteLine(FormattableString.Invariant($"{what,-46}{figure,14}{against,14}{measured / baseline,9:F2}   {baselineIs}"));
    }
}
