using System.Globalization;
using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web.Tests.Nodes;

/// <summary>The actor system has ended and the web server runs on: what is here can be read, and no write is answered as if it were kept.</summary>
public sealed class StoppedSystemTests
{
    [Theory]
    [InlineData(MissedCommitPolicy.Log, 500)]
    [InlineData(MissedCommitPolicy.Throw, 500)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable, 503)]
    public async Task Reading_goes_on_and_a_write_fails_by_every_policy(MissedCommitPolicy policy, int status)
    {
        await using var node = await OneNode.StartAsync(
            Way.UseAkkaSessions,
            app =>
            {
                app.UseExceptionHandler(error => error.Run(_ => Task.CompletedTask));
                app.Run(http =>
                {
                    if (http.Request.Path == "/write") http.Session.SetInt32("n", (http.Session.GetInt32("n") ?? 0) + 1);
                    return http.Response.WriteAsync((http.Session.GetInt32("n") ?? 0).ToString(CultureInfo.InvariantCulture));
                });
            },
            services => services.Configure<AkkaSessionsOptions>(options => options.OnMissedCommit = policy));
        var browser = node.Visit();
        await browser.GetAsync("/write");

        await node.System.Terminate();
        await Eventually.TrueAsync(() => !node.Manager.Status.IsAlive);

        Assert.Equal("1", (await browser.GetAsync()).Text);
        Assert.Equal(status, await StatusAsync(browser, "/write"));
        Assert.Equal("1", (await browser.GetAsync()).Text);
        Assert.Equal(status, await StatusAsync(node.Visit(), "/write"));
    }

    // Without a response the test server passes the exception on, as a server would cut the connection or answer 500.
    private static async Task<int> StatusAsync(Browser browser, string path)
    {
        try
        {
            return (await browser.GetAsync(path)).Status;
        }
        catch (InvalidOperationException)
        {
            return 500;
        }
        catch (MissedCommitException)
        {
            return 500;
        }
    }
}
