using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Requests;

/// <summary>Background work that still holds the session of a request that is over, its context disposed.</summary>
public sealed class AfterTheRequestTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_background_work_changes_is_stored_by_its_own_commit(bool onKestrel)
    {
        var over = new TaskCompletionSource();
        Task<Exception?>? work = null;
        await using var app = await WebApp.ServingAsync(
            http =>
            {
                var session = http.Session;
                var basket = session.GetOrCreate("b", () => new Values.Basket());
                if (http.Request.Path == "/work") work = WorkAsync(session, basket);
                return Task.CompletedTask;
            },
            onKestrel: onKestrel);
        var browser = app.Visit();
        await browser.GetAsync();

        await browser.GetAsync("/work");
        over.SetResult();

        Assert.Null(await work!);
        var stored = app.Manager.Stored[browser.SessionId].Attributes;
        Assert.Equal("""{"Lines":["late"],"Size":1}""", System.Text.Encoding.UTF8.GetString(stored["b"]));
        Assert.Equal("late"u8.ToArray(), stored["a"]);

        async Task<Exception?> WorkAsync(ISession session, Values.Basket basket)
        {
            await over.Task;
            return await Record.ExceptionAsync(async () =>
            {
                session.SetString("a", "late");
                basket.Lines.Add("late");
                await session.CommitAsync();
            });
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_no_browser_knows_is_not_begun_by_background_work(bool onKestrel)
    {
        var over = new TaskCompletionSource();
        Task<Exception?>? work = null;
        await using var app = await WebApp.ServingAsync(
            http =>
            {
                var session = http.Session;
                work = WorkAsync(session);
                return Task.CompletedTask;
            },
            onKestrel: onKestrel);

        await app.Visit().GetAsync();
        over.SetResult();

        var refusal = Assert.IsType<InvalidOperationException>(await work!);
        Assert.Contains("the response has started", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(app.Manager.Stored);

        async Task<Exception?> WorkAsync(ISession session)
        {
            await over.Task;
            return Record.Exception(() => session.SetString("a", "late"));
        }
    }
}
