using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests;

/// <summary>Ids that are not here.</summary>
public sealed class LookupTests
{
    [Fact]
    public async Task A_session_that_has_not_arrived_is_asked_for_at_the_others()
    {
        await using var cluster = await SessionCluster.StartAsync(2);

        for (var i = 0; i < 50; i++)
        {
            // Read at once on the other node: the batch may still be under way.
            var id = await cluster[0].CreateAsync("user", "ann", CommitLevel.None);
            Assert.Equal("ann", await cluster[1].ReadAsync(id, "user"));
        }
    }

    [Fact]
    public async Task An_id_that_nobody_knows_is_unknown_for_certain_when_all_have_answered()
    {
        await using var cluster = await SessionCluster.StartAsync(3);

        var found = await cluster[0].Manager.FindAsync(SessionId.New());

        Assert.Equal(new SessionLookup(null, null, IsCertain: true), found);
    }

    [Fact]
    public async Task An_id_is_not_unknown_for_certain_while_a_member_that_may_know_it_is_unreachable()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        await cluster.VanishAsync(2);
        await Eventually.HoldsAsync("node 2 unreachable", () => cluster[0].Manager.Status.Unreachable.Count == 1);

        var found = await cluster[0].Manager.FindAsync(SessionId.New());

        Assert.Equal(new SessionLookup(null, null, IsCertain: false), found);
    }

    [Fact]
    public async Task A_forged_token_is_denied_by_its_origin_long_before_the_wait_is_over()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.lookup.token-timeout = 30 s");
        var id = await cluster[0].CreateAsync("user", "ann");
        var forged = new SessionToken(cluster[0].Id.Incarnation, Number: long.MaxValue);

        var found = await cluster[1].Manager.FindAsync(id, [forged]).AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.NotNull(found.Session);
        Assert.Equal([forged], found.DeniedTokens);
    }

    [Fact]
    public async Task Ids_that_are_guessed_in_great_numbers_are_unknown_without_asking_anyone()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.lookup { rate = 1, burst = 5 }");
        var known = await cluster[0].CreateAsync("user", "ann");
        await cluster[1].SeesAsync(known, "user", "ann");

        for (var guess = 0; guess < 50; guess++)
            Assert.Null((await cluster[1].Manager.FindAsync(SessionId.New())).Session);

        Assert.Equal("ann", await cluster[1].ReadAsync(known, "user"));
    }

    [Fact]
    public async Task A_token_of_a_member_that_nobody_knows_is_not_waited_for()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");

        var session = await cluster[1].OpenAsync(id, new SessionToken(Incarnation: 12345, Number: 99));

        Assert.True(session.TryGetValue("user", out _));
    }
}
