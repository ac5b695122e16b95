using System.Text;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Lives;

/// <summary>Parts of a session with attribute names of their own.</summary>
public sealed class ScopeTests
{
    private static readonly byte[] Tea = Encoding.UTF8.GetBytes("tea");

    [Fact]
    public async Task An_attribute_of_a_scope_is_replicated_and_seen_there_only()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var session = cluster[0].Manager.Create();
        session.Set("cart", Tea);
        session.Scope("portlet-42").Set("cart", [1]);
        await session.CommitAsync(CommitLevel.All);

        var other = await cluster[1].OpenAsync(session.Id);

        Assert.Equal(["cart"], other.Names);
        Assert.Equal(["cart"], other.Scope("portlet-42").Names);
        Assert.True(other.TryGetValue("cart", out var own) && own.Span.SequenceEqual(Tea));
        Assert.True(other.Scope("portlet-42").TryGetValue("cart", out var scoped) && scoped.Span.SequenceEqual(new byte[] { 1 }));
        Assert.False(other.Scope("portlet-4").TryGetValue("cart", out _));
        Assert.False(other.TryGetValue("akka.scope.portlet-42/cart", out _));
    }

    [Fact]
    public async Task A_scope_is_cleared_as_one_and_the_session_with_its_scopes()
    {
        await using var cluster = await SessionCluster.StartAsync(1);
        var session = cluster[0].Manager.Create();
        session.Set("user", Tea);
        foreach (var scope in new[] { "a", "b" })
        {
            session.Scope(scope).Set("x", Tea);
            session.Scope(scope).Set("y", Tea);
        }

        await session.CommitAsync();
        session.Scope("b").Set("z", Tea);
        session.Scope("a").Remove("x");
        session.Scope("b").Clear();

        Assert.Equal(["user"], session.Names);
        Assert.Equal(["y"], session.Scope("a").Names);
        Assert.Empty(session.Scope("b").Names);

        session.Clear();
        Assert.Empty(session.Names);
        Assert.Empty(session.Scope("a").Names);
    }

    [Fact]
    public async Task The_limits_of_the_session_count_its_scopes_and_each_refusal_is_counted()
    {
        await using var cluster = await SessionCluster.StartAsync(
            1, "akka.sessions { max-attributes = 2, attribute-name-filter = \"[a-z]+\" }");
        var session = cluster[0].Manager.Create();
        session.Scope("a").Set("x", Tea);
        session.Set("x", Tea);

        Assert.Throws<SessionLimitException>(() => session.Scope("b").Set("x", Tea));
        Assert.Throws<SessionLimitException>(() => session.Scope("a").Set("X", Tea));
        Assert.Throws<SessionLimitException>(() => session.Set("akka.scope.a/x", Tea));

        Assert.Equal(
            [("attribute-name-filter", 1L), ("max-attributes", 1L), ("name", 1L)],
            cluster[0].Sessions.Counters.RefusedAttributes.Select(refused => (refused.Key, refused.Value)).Order());
    }

    [Fact]
    public async Task A_session_beyond_the_most_is_refused_and_counted()
    {
        await using var cluster = await SessionCluster.StartAsync(1, "akka.sessions.max-active-sessions = 1");
        await cluster[0].CreateAsync("user", "ann");

        await Assert.ThrowsAsync<TooManySessionsException>(() => cluster[0].CreateAsync("user", "eve"));

        Assert.Equal(1, cluster[0].Sessions.Counters.RejectedSessions);
    }
}
