using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Health;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task A_ready_node_says_so_with_what_it_holds()
    {
        await using var app = await StartAsync();

        var answer = await app.Visit().GetAsync("/health/ready");

        Assert.Equal(200, answer.Status);
        Assert.Equal("0 sessions, 2 members, 0 of them unreachable.", answer.Text);
    }

    [Theory]
    [InlineData(false, true, true, false, "the node is not up in the cluster")]
    [InlineData(true, false, true, false, "not all sessions of the cluster have arrived")]
    [InlineData(true, true, false, false, "a probe has not been answered by every reachable member")]
    [InlineData(true, true, true, true, "the node is drained or being stopped")]
    public async Task A_node_that_is_not_ready_answers_503_and_says_what_is_missing(
        bool isUp, bool isTransferred, bool isLinked, bool isDraining, string missing)
    {
        await using var app = await StartAsync();
        app.Manager.Status = app.Manager.Status with
        {
            IsUp = isUp, IsTransferred = isTransferred, IsLinked = isLinked, IsDraining = isDraining,
        };

        var ready = await app.Visit().GetAsync("/health/ready");
        var live = await app.Visit().GetAsync("/health/live");

        Assert.Equal((503, $"Not ready: {missing}."), (ready.Status, ready.Text));
        Assert.Equal(200, live.Status);
    }

    [Fact]
    public async Task A_process_whose_actor_system_has_ended_is_neither_live_nor_ready()
    {
        await using var app = await StartAsync();
        app.Manager.Status = app.Manager.Status with { IsAlive = false };

        Assert.Equal(503, (await app.Visit().GetAsync("/health/live")).Status);
        Assert.Equal("Not ready: the actor system has ended or was removed from its cluster.", (await app.Visit().GetAsync("/health/ready")).Text);
    }

    private static Task<WebApp> StartAsync() => WebApp.StartAsync(app =>
    {
        app.UseRouting();
        app.UseAkkaSessions();
        foreach (var tag in new[] { SessionHealthChecks.ReadyTag, SessionHealthChecks.LiveTag })
        {
            app.MapHealthChecks($"/health/{tag}", new HealthCheckOptions
            {
                Predicate = check => check.Tags.Contains(tag),
                ResponseWriter = (http, report) => http.Response.WriteAsync(report.Entries.Values.Single().Description!),
            }).WithoutSession();
        }
    });
}
