using System.Security.Cryptography;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Tomcat;

/// <summary>What Tomcat's own tests hold its clusters to, held here by real nodes.</summary>
public sealed class TomcatParityTests
{
    // TestDeltaSession: setAttribute racing expire neither deadlocks nor throws anything else.
    [Fact]
    public async Task A_write_that_races_the_end_of_its_session_is_kept_or_refused_and_the_end_stays()
    {
        await using var cluster = await SessionCluster.StartAsync(2);

        for (var round = 0; round < 30; round++)
        {
            var id = await cluster[0].CreateAsync("user", "ann");
            var writer = await cluster[round % 2].OpenAsync(id);
            writer.Set("late", SessionSteps.Bytes("write"));
            var ender = await cluster[0].OpenAsync(id);

            var end = Task.Run(async () => await ender.InvalidateAsync(CommitLevel.All));
            var refused = await Record.ExceptionAsync(async () => await writer.CommitAsync(CommitLevel.All));
            await end;

            Assert.True(refused is null or SessionEndedException, $"{refused}");
            foreach (var node in cluster.Running) Assert.Equal(SessionEndReason.Invalidated, await node.EndOfAsync(id));
        }
    }

    // TestDataIntegrity: many threads, random payloads, none lost and none changed on the way.
    [Fact]
    public async Task Random_values_of_many_writers_arrive_whole_on_every_node()
    {
        await using var cluster = await SessionCluster.StartAsync(3);

        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => Task.Run(() => WriteAsync(cluster[writer % 3]))));

        foreach (var (id, values) in written)
        {
            foreach (var node in cluster.Running)
            {
                await Eventually.HoldsAsync("all values", async () => await node.Manager.FindAsync(id) is { Session: { } found }
                    && values.All(value => found.TryGetValue(value.Key, out var here) && here.Span.SequenceEqual(value.Value)));
            }
        }
    }

    private static async Task<(SessionId Id, Dictionary<string, byte[]> Values)> WriteAsync(ClusterNode node)
    {
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var session = node.Manager.Create();
        for (var i = 0; i < 25; i++)
        {
            values[$"value/{i}"] = RandomNumberGenerator.GetBytes(1 + RandomNumberGenerator.GetInt32(20_000));
            session.Set($"value/{i}", values[$"value/{i}"]);
            await session.CommitAsync(CommitLevel.None);
        }

        return (session.Id, values);
    }
}
