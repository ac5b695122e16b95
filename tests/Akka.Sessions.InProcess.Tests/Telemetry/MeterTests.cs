using System.Diagnostics.Metrics;
using Akka.Sessions.InProcess.Tests.Cluster;
using Akka.Sessions.Manager;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Akka.Sessions.InProcess.Tests.Telemetry;

/// <summary>The meter of the sessions, read by OpenTelemetry as an application would.</summary>
public sealed class MeterTests
{
    [Fact]
    public async Task OpenTelemetry_reads_counters_gauges_and_the_lag_of_each_peer()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        for (var i = 0; i < 3; i++) await cluster[0].CreateAsync("user", "ann");
        var peer = cluster[1].Id.Address;
        await Eventually.HoldsAsync("the peer level", () => cluster[0].Manager.Statistics.Peers is [{ Behind: 0 }]);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var read = new Collected<Metric, Reading[]>(Readings);
        using var reader = new BaseExportingMetricReader(read);
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(SessionMeter.Name).AddReader(reader).Build();
        var meter = new SessionMeter(services.GetRequiredService<IMeterFactory>(), () => cluster[0].Sessions);

        Assert.True(provider.ForceFlush());
        GC.KeepAlive(meter);
        var all = read.All.SelectMany(readings => readings).ToArray();

        Assert.Contains(new Reading("akka.sessions.created", "{session}", 3, ""), all);
        Assert.Contains(new Reading("akka.sessions.active", "{session}", 3, ""), all);
        Assert.Contains(new Reading("akka.sessions.transfer.complete", "1", 1, ""), all);
        Assert.Contains(new Reading("akka.sessions.peer.behind", "{batch}", 0, peer), all);
        Assert.Contains(all, reading => reading is { Name: "akka.sessions.payload", Unit: "By", Value: > 0 });
    }

    private static Reading[] Readings(Metric metric)
    {
        var readings = new List<Reading>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var tags = new List<string>();
            foreach (var tag in point.Tags) tags.Add($"{tag.Value}");
            var isSum = metric.MetricType is MetricType.LongSum or MetricType.LongSumNonMonotonic;
            readings.Add(new(metric.Name, metric.Unit, isSum ? point.GetSumLong() : point.GetGaugeLastValueLong(), string.Join(' ', tags)));
        }

        return [.. readings];
    }

    private sealed record Reading(string Name, string Unit, long Value, string Tags);
}
