using System.Collections.Concurrent;
using System.Globalization;
using Akka.Sessions.Simulation.Play;
using Akka.Sessions.Simulation.World;
using Xunit.Abstractions;

namespace Akka.Sessions.Simulation;

/// <summary>
/// Thousands of clusters, each with its own misfortune. SIMULATION_SEEDS says how many (2,000 unless told), SIMULATION_FIRST where to begin;
/// SIMULATION_SEED replays one with a trace. SIMULATION_FAILURES says after how many failing seeds to give up.
/// </summary>
[Collection(nameof(Simulated))]
public sealed class SeedsTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_happens_to_a_cluster_no_promise_is_broken()
    {
        var count = Setting("SIMULATION_SEEDS", 2_000);
        var first = Setting("SIMULATION_FIRST", 1);
        var mostFailures = Setting("SIMULATION_FAILURES", 10);
        // It knows no real time: whatever else runs on this machine, and does, goes first.
        System.Diagnostics.Process.GetCurrentProcess().PriorityClass = System.Diagnostics.ProcessPriorityClass.BelowNormal;
        var before = Environment.CpuUsage.TotalTime;
        var faults = new FaultCount();
        var failures = new ConcurrentBag<(int Seed, string Why)>();
        var played = 0;
        Parallel.For(first, first + count, (seed, loop) =>
        {
            try
            {
                var done = Simulated.Play(seed);
                lock (faults) faults.Add(done);
            }
            catch (Exception e)
            {
                failures.Add((seed, e is Judge.BrokenPromiseException ? e.Message : e.ToString()));
                if (failures.Count >= mostFailures) loop.Stop();
            }

            Interlocked.Increment(ref played);
        });

        var processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Math.Max(1, played);
        var summary = string.Create(CultureInfo.InvariantCulture, $"{played} seeds from {first}, {processor:0} ms of processor time each: {faults}");
        output.WriteLine(summary);
        // Runners show the output of failed tests only: this is shown by whoever runs them all.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "simulation.txt"), summary + "\n");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.OrderBy(failure => failure.Seed).Select(failure => $"SIMULATION_SEED={failure.Seed}: {failure.Why}")));
    }

    [Fact]
    public void A_seed_plays_the_same_every_time()
    {
        var seed = Setting("SIMULATION_SEED", 1);
        var first = TraceOf(seed);
        var path = Path.Combine(AppContext.BaseDirectory, $"seed-{seed}.trace");
        File.WriteAllLines(path, first);
        output.WriteLine(path);
        Assert.Equal(first, TraceOf(seed));
        Assert.NotEmpty(first);
    }

    private static List<string> TraceOf(int seed)
    {
        var lines = new List<string>();
        try
        {
            Simulated.Play(seed, new Trace(lines.Add));
        }
        catch (Judge.BrokenPromiseException e)
        {
            lines.Add($"BROKEN: {e.Message}");
        }

        return lines;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
