using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Endpoints;

public sealed class CommitLevelTests
{
    [Fact]
    public async Task The_level_nearest_to_the_endpoint_counts_and_the_request_has_the_last_word()
    {
        await using var app = await WebApp.StartAsync(app =>
        {
            app.UseRouting();
            app.UseAkkaSessions();
            app.MapGet("/none", Write);
            var group = app.MapGroup("/pay").WithSessionCommitLevel(CommitLevel.One);
            group.MapGet("/one", Write);
            group.MapGet("/all", Write).WithSessionCommitLevel(CommitLevel.All);
            group.MapGet("/majority", http =>
            {
                Assert.Equal(CommitLevel.One, http.GetReplicatedSession().CommitLevel);
                http.GetReplicatedSession().CommitLevel = CommitLevel.Majority;
                return Write(http);
            });
        });

        foreach (var path in new[] { "/none", "/pay/one", "/pay/all", "/pay/majority" }) await app.Visit().GetAsync(path);

        Assert.Equal([null, CommitLevel.One, CommitLevel.All, CommitLevel.Majority], app.Manager.Commits.Select(commit => commit.Level));
    }

    [Fact]
    public void What_is_no_level_is_refused_where_the_endpoint_is_made()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new SessionCommitLevelAttribute((CommitLevel)9));

    private static Task Write(HttpContext http)
    {
        http.Session.SetInt32("a", 1);
        return Task.CompletedTask;
    }
}
