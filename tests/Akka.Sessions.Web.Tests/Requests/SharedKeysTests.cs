using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web.Tests.Requests;

/// <summary>What docs/operations.md says of the key folder. Sessions need none; forms that one node renders and another accepts do.</summary>
public sealed class SharedKeysTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_of_one_node_is_accepted_by_another_only_when_they_share_their_keys(bool areShared)
    {
        var folders = Directory.CreateTempSubdirectory();
        await using var one = await StartAsync(folders.CreateSubdirectory("one"));
        await using var two = await StartAsync(folders.CreateSubdirectory(areShared ? "one" : "two"));
        var browser = one.Visit();

        var form = await browser.GetAsync("/form");
        var answer = await two.Visit().WithCookiesOf(browser).GetAsync($"/post?token={form.Text}");
        folders.Delete(recursive: true);

        Assert.Equal(areShared ? 200 : 400, answer.Status);
    }

    private static Task<WebApp> StartAsync(DirectoryInfo keys) => WebApp.StartAsync(
        app => app.UseAkkaSessions().Run(ServeAsync),
        services: services =>
        {
            services.AddAntiforgery();
            services.AddDataProtection().SetApplicationName("shop").PersistKeysToFileSystem(keys);
        });

    private static async Task ServeAsync(HttpContext http)
    {
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        if (http.Request.Path == "/form")
        {
            await http.Response.WriteAsync(Uri.EscapeDataString(antiforgery.GetAndStoreTokens(http).RequestToken!));
            return;
        }

        http.Request.Headers["RequestVerificationToken"] = http.Request.Query["token"];
        if (await Record.ExceptionAsync(() => antiforgery.ValidateRequestAsync(http)) is AntiforgeryValidationException)
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
    }
}
