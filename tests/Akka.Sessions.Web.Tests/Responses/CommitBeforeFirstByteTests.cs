using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Responses;

public sealed class CommitBeforeFirstByteTests
{
    public static TheoryData<MissedCommitPolicy, bool> PoliciesAndServers()
    {
        var data = new TheoryData<MissedCommitPolicy, bool>();
        foreach (var policy in Enum.GetValues<MissedCommitPolicy>())
        {
            data.Add(policy, false);
            data.Add(policy, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(PoliciesAndServers))]
    public async Task No_byte_leaves_before_the_commit_is_through(MissedCommitPolicy policy, bool onKestrel)
    {
        var written = new TaskCompletionSource();
        await using var app = await WebApp.ServingAsync(
            async http =>
            {
                http.Session.SetInt32("a", 1);
                await http.Response.WriteAsync("body");
                written.SetResult();
            },
            options => options.OnMissedCommit = policy,
            onKestrel);
        var gate = new TaskCompletionSource();
        app.Manager.CommitGate = gate.Task;

        var request = app.Visit().GetAsync();
        await Eventually.TrueAsync(() => !app.Manager.Stored.IsEmpty);
        Assert.False(written.Task.IsCompleted);
        Assert.False(request.IsCompleted);
        gate.SetResult();

        Assert.Equal("body", (await request).Text);
        await written.Task;
    }

    [Theory]
    [MemberData(nameof(PoliciesAndServers))]
    public async Task Every_way_of_writing_a_body_arrives_whole(MissedCommitPolicy policy, bool onKestrel)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "file ");
        await using var app = await WebApp.ServingAsync(
            async http =>
            {
                http.Session.SetInt32("a", 1);
                await http.Response.SendFileAsync(file);
                await http.Response.WriteAsync("text ");
                await http.Response.Body.WriteAsync("stream "u8.ToArray());
                "pipe "u8.CopyTo(http.Response.BodyWriter.GetSpan(5));
                http.Response.BodyWriter.Advance(5);
                await http.Response.BodyWriter.FlushAsync();
                "unflushed"u8.CopyTo(http.Response.BodyWriter.GetSpan(9));
                http.Response.BodyWriter.Advance(9);
            },
            options => options.OnMissedCommit = policy,
            onKestrel);

        var answer = await app.Visit().GetAsync();
        File.Delete(file);

        Assert.Equal("file text stream pipe unflushed", answer.Text);
        Assert.True(answer.SetsSessionCookie);
    }

    [Theory]
    [MemberData(nameof(PoliciesAndServers))]
    public async Task What_other_callbacks_write_as_the_response_starts_is_committed_with_it(MissedCommitPolicy policy, bool onKestrel)
    {
        await using var app = await WebApp.ServingAsync(
            http =>
            {
                http.Response.OnStarting(() =>
                {
                    http.Session.SetString("late", "value");
                    return Task.CompletedTask;
                });
                return http.Response.WriteAsync("body");
            },
            options => options.OnMissedCommit = policy,
            onKestrel);
        var browser = app.Visit();

        await browser.GetAsync();

        Assert.Equal(["late"], app.Manager.Stored[browser.SessionId].Attributes.Keys);
    }

    [Theory]
    [MemberData(nameof(PoliciesAndServers))]
    public async Task What_a_streaming_answer_and_its_completion_change_later_is_committed_too(MissedCommitPolicy policy, bool onKestrel)
    {
        await using var app = await WebApp.ServingAsync(
            async http =>
            {
                http.Session.SetInt32("first", 1);
                await http.Response.WriteAsync("body");
                http.Session.SetInt32("streamed", 2);
                http.Response.OnCompleted(() =>
                {
                    http.Session.SetInt32("completed", 3);
                    return Task.CompletedTask;
                });
            },
            options => options.OnMissedCommit = policy,
            onKestrel);
        var browser = app.Visit();

        await browser.GetAsync();

        var stored = app.Manager.Stored[browser.SessionId];
        await Eventually.TrueAsync(() => stored.Attributes.ContainsKey("completed"));
        Assert.Equal("completed first streamed", string.Join(" ", stored.Attributes.Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_request_without_changes_commits_nothing()
    {
        await using var app = await WebApp.ServingAsync(http => http.Response.WriteAsync(http.Session.Id));

        await app.Visit().GetAsync();

        Assert.Empty(app.Manager.Commits);
    }

    [Fact]
    public async Task What_a_failing_request_changed_in_its_session_is_committed()
    {
        await using var app = await WebApp.ServingAsync(ChangeAndFail, onKestrel: true);
        var browser = app.Visit();
        await browser.GetAsync("/");

        Assert.Equal(500, (await browser.GetAsync("/fail")).Status);

        var stored = app.Manager.Stored[browser.SessionId];
        await Eventually.TrueAsync(() => stored.Attributes.ContainsKey("/fail"));
    }

    [Fact]
    public async Task A_failing_request_without_error_page_leaves_no_session_that_nobody_knows()
    {
        await using var app = await WebApp.ServingAsync(ChangeAndFail, onKestrel: true);

        var answer = await app.Visit().GetAsync("/fail");
        await app.DisposeAsync();

        Assert.Equal(500, answer.Status);
        Assert.Empty(answer.SetCookies);
        Assert.Empty(app.Manager.Stored);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_page_shares_the_session_of_the_request_that_failed(bool onKestrel)
    {
        await using var app = await WebApp.StartAsync(
            app =>
            {
                app.UseExceptionHandler("/error");
                app.UseAkkaSessions();
                app.Run(http =>
                {
                    if (http.Request.Path == "/error") return http.Response.WriteAsync(http.Session.GetString("said") ?? "nothing");
                    http.Session.SetString("said", "before the failure");
                    throw new InvalidOperationException("of the application");
                });
            },
            onKestrel: onKestrel);
        var browser = app.Visit();

        var answer = await browser.GetAsync("/fail");

        Assert.Equal(500, answer.Status);
        Assert.Equal("before the failure", answer.Text);
        Assert.True(app.Manager.Stored[browser.SessionId].Attributes.ContainsKey("said"));
    }

    private static Task ChangeAndFail(HttpContext http)
    {
        http.Session.SetInt32(http.Request.Path.Value!, 1);
        return http.Request.Path == "/fail" ? throw new InvalidOperationException("of the application") : Task.CompletedTask;
    }
}
