using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web.Tests.Requests;

public sealed class TempDataTests
{
    [Theory]
    [InlineData(MissedCommitPolicy.Log, true)]
    [InlineData(MissedCommitPolicy.Log, false)]
    [InlineData(MissedCommitPolicy.Throw, true)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable, true)]
    public async Task A_note_left_for_the_next_request_is_read_once(MissedCommitPolicy policy, bool onKestrel)
    {
        await using var app = await WebApp.StartAsync(
            app =>
            {
                app.UseRouting();
                app.UseAkkaSessions();
                app.MapControllers();
            },
            options => options.OnMissedCommit = policy,
            services => services.AddControllersWithViews()
                .AddApplicationPart(typeof(NoteController).Assembly).AddSessionStateTempDataProvider(),
            onKestrel);
        var browser = app.Visit();

        Assert.Equal(302, (await browser.GetAsync("/note/leave")).Status);
        Assert.Equal("saved", (await browser.GetAsync("/note/read")).Text);
        Assert.Equal("nothing", (await browser.GetAsync("/note/read")).Text);
    }
}

[Route("note/[action]")]
public sealed class NoteController : Controller
{
    public IActionResult Leave()
    {
        TempData["note"] = "saved";
        return Redirect("/note/read");
    }

    public string Read() => TempData["note"] as string ?? "nothing";
}
