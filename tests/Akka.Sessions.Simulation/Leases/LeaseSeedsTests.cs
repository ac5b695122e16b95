using System.Collections.Concurrent;
using System.Globalization;
using Akka.Sessions.Simulation.Judge;
using Xunit.Abstractions;

namespace Akka.Sessions.Simulation.Leases;

/// <summary>Hundreds of clusters whose members want the same sessions. LEASE_SEEDS says how many (200 unless told), LEASE_FIRST where to begin.</summary>
[Collection(nameof(Simulated))]
public sealed class LeaseSeedsTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_happens_no_two_members_hold_a_lease_at_once_and_none_is_left_over()
    {
        var (count, first) = (Setting("LEASE_SEEDS", 200), Setting("LEASE_FIRST", 1));
        var failures = new ConcurrentBag<string>();
        var (granted, refused) = (0, 0);
        Parallel.For(first, first + count, seed =>
        {
            try
            {
                var play = LeasePlay.Play(seed);
                Interlocked.Add(ref granted, play.Granted);
                Interlocked.Add(ref refused, play.Refused);
            }
            catch (BrokenPromiseException e)
            {
                failures.Add($"LEASE_FIRST={seed}: {e.Message}");
            }
        });

        output.WriteLine($"{count} seeds from {first}: {granted} granted, {refused} refused");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order(StringComparer.Ordinal).Take(10)));
        Assert.True(granted > count * 50, $"{granted} leases in {count} runs test little.");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
