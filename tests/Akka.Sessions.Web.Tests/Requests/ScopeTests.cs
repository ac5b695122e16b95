using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Requests;

public sealed class ScopeTests
{
    [Fact]
    public async Task A_scope_is_a_session_of_its_own_within_the_session()
    {
        await using var app = await WebApp.ServingAsync(async http =>
        {
            var scope = http.GetReplicatedSession().Scope("portlet-42");
            if (http.Request.Path == "/write")
            {
                scope.SetString("cart", "tea");
                http.Session.SetString("user", "ann");
            }

            if (http.Request.Path == "/clear") scope.Clear();
            await http.Response.WriteAsync($"{scope.GetString("cart")}|{http.Session.GetString("user")}|{http.Session.GetString("cart")}");
        });
        var browser = app.Visit();

        await browser.GetAsync("/write");
        Assert.Equal("tea|ann|", (await browser.GetAsync()).Text);
        await browser.GetAsync("/clear");
        Assert.Equal("|ann|", (await browser.GetAsync()).Text);
    }

    [Fact]
    public async Task Reading_a_scope_makes_no_session()
    {
        await using var app = await WebApp.ServingAsync(
            http => http.Response.WriteAsync($"{http.GetReplicatedSession().Scope("a").GetString("x")}"));

        Assert.False((await app.Visit().GetAsync()).SetsSessionCookie);
    }
}
