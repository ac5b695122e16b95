using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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

    [Fact]
    public async Task Settings_that_differ_degrade_a_ready_node_and_name_key_members_and_values()
    {
        await using var app = await StartAsync();
        MemberId one = new("akka.tcp://shop@10.0.0.1:4053", 1), other = new("akka.tcp://shop@10.0.0.2:4053", 2);
        const string Key = "akka.sessions.idle-timeout";
        app.Manager.Status = app.Manager.Status with
        {
            Differences = [new(Key, "00:20:00", one, "00:05:00"), new(Key, "00:20:00", other, "00:06:00"), new("akka.sessions.role", "\"\"", one, "web")],
        };

        var answer = await app.Visit().GetAsync("/health/ready");
        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        var ready = report.Entries[SessionHealthChecks.Ready];

        Assert.Equal(200, answer.Status);
        Assert.Equal(HealthStatus.Degraded, ready.Status);
        Assert.Equal([Key, "akka.sessions.role"], ready.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"00:20:00 here, 00:05:00 on {one}, 00:06:00 on {other}", ready.Data[Key]);
        Assert.Contains($"Settings differ: {Key} is 00:20:00 here", answer.Text, StringComparison.Ordinal);

        app.Manager.Status = app.Manager.Status with { IsUp = false };
        Assert.Equal(503, (await app.Visit().GetAsync("/health/ready")).Status);
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
