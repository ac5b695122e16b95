using System.Collections.Concurrent;
using Akka.Sessions.Web.Tests.Fakes;
using Akka.Sessions.Web.Tests.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Tests.SigningIn;

/// <summary>One node: what a ticket is, when it ends, and what is no ticket.</summary>
public sealed class TicketTests
{
    private static readonly DateTimeOffset Issued = new(2020, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_ticket_is_a_session_of_its_own_and_the_cookie_does_not_show_its_id()
    {
        await using var node = await StartAsync();
        var browser = node.Visit();

        await browser.GetAsync("/in?name=ann");

        var ticket = Assert.Single(node.Manager.List(principal: "ann", attribute: "akka.scope.authentication/ticket").Sessions);
        Assert.Equal(Timeout.InfiniteTimeSpan, ticket.IdleTimeout);
        Assert.Equal("ann", (await browser.GetAsync("/who")).Text);
        Assert.Null(browser.SessionCookie);
        Assert.Empty(node.Manager.List(attribute: "cart").Sessions);
    }

    [Fact]
    public async Task What_comes_back_is_what_was_stored_with_its_times()
    {
        await using var node = await StartAsync();
        var store = Door.Store(node.Services);
        var properties = Lasting(TimeSpan.FromDays(20_000));
        properties.Items["colour"] = "blue";

        var key = await store.StoreAsync(Door.Ticket("ann", properties));
        var ticket = await store.RetrieveAsync(key);

        Assert.NotNull(ticket);
        Assert.Equal("ann", ticket.Principal.Identity?.Name);
        Assert.Equal("blue", ticket.Properties.Items["colour"]);
        Assert.Equal((Issued, Issued.AddDays(20_000)), (ticket.Properties.IssuedUtc, ticket.Properties.ExpiresUtc));
    }

    [Fact]
    public async Task A_renewal_sends_the_times_alone_and_none_that_changes_nothing()
    {
        await using var node = await StartAsync();
        var store = Door.Store(node.Services);
        var key = await store.StoreAsync(Door.Ticket("ann", Lasting(TimeSpan.FromDays(20_000))));
        var changed = new ConcurrentQueue<string>();
        using var events = node.Manager.Subscribe<SessionEvent.AttributeChanged>(attribute =>
        {
            if (attribute.Before is not null) changed.Enqueue(attribute.Name);
            return ValueTask.CompletedTask;
        });

        await store.RenewAsync(key, Door.Ticket("ann", Lasting(TimeSpan.FromDays(20_000))));
        await store.RenewAsync(key, Door.Ticket("ann", Lasting(TimeSpan.FromDays(20_001))));
        await store.RenewAsync(key, Door.Ticket("ann", new(new Dictionary<string, string?> { ["colour"] = "blue" })
        {
            IssuedUtc = Issued,
            ExpiresUtc = Issued.AddDays(20_001),
        }));
        await Eventually.TrueAsync(() => changed.Contains("ticket"));

        Assert.Equal(["times", "ticket"], changed);
        Assert.Equal(Issued.AddDays(20_001), (await store.RetrieveAsync(key))!.Properties.ExpiresUtc);
    }

    [Fact]
    public async Task A_ticket_ends_when_it_says_and_renewing_it_does_not_bring_it_back()
    {
        await using var node = await StartAsync();
        var store = Door.Store(node.Services);
        var key = await store.StoreAsync(Door.Ticket("ann", Lasting(TimeSpan.FromDays(1))));

        await Eventually.TrueAsync(() => node.Manager.Status.SessionCount == 0);
        await store.RenewAsync(key, Door.Ticket("ann", Lasting(TimeSpan.FromDays(20_000))));

        Assert.Null(await store.RetrieveAsync(key));
        await store.RemoveAsync(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("not an id")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA.0000000g.1")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA.00000001.9223372036854775807")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA.00000001.1.1")]
    public async Task A_forged_key_is_nobodys(string key)
    {
        await using var node = await StartAsync();
        var store = Door.Store(node.Services);

        Assert.Null(await store.RetrieveAsync(key));
        await store.RenewAsync(key, Door.Ticket("mallory"));
        await store.RemoveAsync(key);

        Assert.Equal(0, node.Manager.Status.SessionCount);
    }

    [Fact]
    public async Task A_session_that_is_no_ticket_signs_nobody_in_and_a_forged_cookie_neither()
    {
        await using var node = await StartAsync();
        var browser = node.Visit();
        await browser.GetAsync("/cart");

        Assert.Null(await Door.Store(node.Services).RetrieveAsync(browser.SessionId.Value));
        Assert.Equal(Door.Nobody, (await node.Visit().With(Door.CookieName, browser.SessionId.Value).GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_ticket_over_its_limit_is_refused_by_an_error_that_names_the_option()
    {
        await using var node = await StartAsync();

        var answer = await node.Visit().GetAsync("/big");

        Assert.Contains(nameof(SessionLimitException), answer.Text, StringComparison.Ordinal);
        Assert.Contains("AkkaSessionTicketsOptions.MaxTicketSize", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.SetCookies);
        Assert.Equal(0, node.Manager.Status.SessionCount);
    }

    [Theory]
    [InlineData("/in?name=bob")]
    [InlineData("/swap?name=bob")]
    [InlineData("/swap?name=ann")]
    public async Task Whoever_signs_in_where_somebody_was_gets_another_key(string path)
    {
        await using var node = await StartAsync();
        var browser = node.Visit();
        await browser.GetAsync("/in?name=ann");
        var copy = node.Visit().WithCookiesOf(browser);

        await browser.GetAsync(path);

        Assert.Equal(path[^3..], (await browser.GetAsync("/who")).Text);
        Assert.Equal(Door.Nobody, (await copy.GetAsync("/who")).Text);
        Assert.Equal(1, node.Manager.Status.SessionCount);
    }

    [Fact]
    public async Task Signing_out_everywhere_needs_somebody_who_is_signed_in()
    {
        await using var node = await StartAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => node.Visit().GetAsync("/everywhere"));

        Assert.Contains("signed in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_options_stop_the_start_and_are_named()
    {
        using var provider = new ServiceCollection().AddLogging().AddAkkaSessionTickets(tickets =>
        {
            tickets.Schemes = ["Cokies"];
            tickets.CommitLevel = (CommitLevel)9;
            tickets.MaxTicketSize = 1;
            tickets.MaxTicketsPerPrincipal = 0;
        }).BuildServiceProvider();

        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.All(
            ["Cokies", "CommitLevel", "MaxTicketSize", "MaxTicketsPerPrincipal"],
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static AuthenticationProperties Lasting(TimeSpan time) => new() { IssuedUtc = Issued, ExpiresUtc = Issued + time };

    private static Task<OneNode> StartAsync() => OneNode.StartAsync(
        Way.UseAkkaSessions,
        app => app.Run(Door.ServeAsync),
        services => Door.AddTo(services, Directory.CreateTempSubdirectory()));
}
