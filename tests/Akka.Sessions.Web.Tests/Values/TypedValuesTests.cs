using System.Text;
using System.Text.Json;
using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Values;

/// <summary>Get, Set and GetOrCreate on ISession.</summary>
public sealed class TypedValuesTests
{
    [Fact]
    public async Task A_value_comes_back_in_the_next_request_as_it_was_set()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            var session = http.Session;
            if (http.Request.Path != "/set")
                return http.Response.WriteAsync($"{session.Get<Basket>("b")?.Size} {session.Get<int?>("n")} {session.Get<string>("s")}");
            session.Set("b", new Basket { Lines = { "tea", "milk" } });
            session.Set("n", 42);
            session.Set("s", "text");
            return Task.CompletedTask;
        });
        var browser = app.Visit();

        Assert.Equal("  ", (await browser.GetAsync()).Text);
        await browser.GetAsync("/set");
        Assert.Equal("2 42 text", (await browser.GetAsync()).Text);
    }

    [Fact]
    public async Task The_bytes_are_those_of_the_usual_string_of_json()
    {
        var app = await ServeAsync(http =>
        {
            http.Session.SetString("old", JsonSerializer.Serialize(new Basket { Lines = { "tea" } }));
            http.Session.Set("new", new Basket { Lines = { "tea" } });
            Assert.Equal(["tea"], http.Session.Get<Basket>("old")!.Lines);
            Assert.Equal(http.Session.GetString("old"), http.Session.GetString("new"));
        });

        Assert.Equal(200, app.Status);
    }

    [Fact]
    public Task One_request_that_asks_twice_gets_the_same_instance() => ServeAsync(http =>
    {
        var set = new Basket();
        http.Session.Set("set", set);
        Assert.Same(set, http.Session.Get<Basket>("set"));
        Assert.Same(http.Session.GetOrCreate("made", () => new Basket()), http.Session.Get<Basket>("made"));
        http.Session.SetString("read", """{"Lines":[]}""");
        Assert.Same(http.Session.Get<Basket>("read"), http.Session.Get<Basket>("read"));
        var scope = http.GetReplicatedSession().Scope("plug-in");
        scope.Set("set", new Basket());
        Assert.Same(scope.Get<Basket>("set"), http.GetReplicatedSession().Scope("plug-in").Get<Basket>("set"));
        Assert.NotSame(scope.Get<Basket>("set"), http.Session.Get<Basket>("set"));
    });

    [Fact]
    public Task What_is_written_as_bytes_or_removed_or_cleared_ends_what_was_held() => ServeAsync(http =>
    {
        foreach (var end in new Action<ISession>[] { s => s.SetString("b", """{"Lines":["raw"]}"""), s => s.Remove("b"), s => s.Clear() })
        {
            http.Session.Set("b", new Basket { Lines = { "held" } });
            end(http.Session);
            Assert.NotEqual("held", http.Session.Get<Basket>("b")?.Lines[0]);
        }

        Assert.Empty(http.Session.Keys);
    });

    [Fact]
    public Task Clearing_the_session_clears_its_scopes_and_clearing_a_scope_that_alone() => ServeAsync(http =>
    {
        var scope = http.GetReplicatedSession().Scope("plug-in");
        http.Session.Set("b", new Basket());
        scope.Set("b", new Basket());
        scope.Clear();
        Assert.NotNull(http.Session.Get<Basket>("b"));
        Assert.Null(scope.Get<Basket>("b"));
        scope.Set("b", new Basket());
        http.Session.Clear();
        Assert.Null(scope.Get<Basket>("b"));
    });

    [Fact]
    public Task One_attribute_is_not_held_as_two_types_at_once() => ServeAsync(http =>
    {
        http.Session.Set("b", new Basket());
        var error = Assert.Throws<InvalidOperationException>(() => http.Session.Get<NextBasket>("b"));
        Assert.Contains($"'b' is held as {typeof(Basket)}", error.Message, StringComparison.Ordinal);
        http.Session.Set("n", 7);
        Assert.Equal(7L, http.Session.Get<long>("n"));
    });

    [Fact]
    public async Task Reading_makes_no_session_and_making_a_value_does()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            _ = http.Request.Path == "/make" ? http.Session.GetOrCreate("b", () => new Basket()) : http.Session.Get<Basket>("b");
            return Task.CompletedTask;
        });

        Assert.False((await app.Visit().GetAsync("/read")).SetsSessionCookie);
        Assert.True((await app.Visit().GetAsync("/make")).SetsSessionCookie);
    }

    [Fact]
    public Task Nulls_are_refused_where_they_are_given() => ServeAsync(http =>
    {
        Assert.Throws<ArgumentNullException>(() => http.Session.Set<Basket>("b", null!));
        Assert.Throws<ArgumentNullException>(() => http.Session.GetOrCreate<Basket>("b", () => null!));
        Assert.Throws<ArgumentNullException>(() => http.Session.GetOrCreate<Basket>("b", null!));
        Assert.Throws<ArgumentNullException>(() => http.Session.Get<Basket>(null!));
        Assert.Throws<ArgumentNullException>(() => http.Session.Get<Basket>("b", null!));
        http.Session.SetString("null", "null");
        Assert.Equal(1, http.Session.GetOrCreate("null", () => new Basket { Lines = { "new" } }).Size);
    });

    [Fact]
    public Task A_value_that_is_none_of_the_type_is_an_error_that_names_both_and_quotes_nothing() => ServeAsync(http =>
    {
        http.Session.SetString("card", """{"Lines":["4111-1111", 4111]}""");
        http.Session.SetInt32("count", 4111);
        foreach (var name in http.Session.Keys.ToArray())
        {
            var error = Assert.Throws<SessionValueException>(() => http.Session.Get<Basket>(name));
            Assert.Equal((name, typeof(Basket)), (error.AttributeName, error.ValueType));
            Assert.Contains($"'{name}' cannot be read as {typeof(Basket)}: JsonException at byte", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("4111", error.ToString(), StringComparison.Ordinal);
        }
    });

    [Fact]
    public Task A_value_that_cannot_be_serialised_is_refused_where_it_is_set_and_changes_nothing() => ServeAsync(http =>
    {
        var ring = new Ring();
        ring.Next = ring;
        http.Session.SetString("r", "before");
        Assert.Contains($"'r' cannot be stored: writing {typeof(Ring)}", Refusal(http, "r", ring), StringComparison.Ordinal);
        Assert.Contains($"'r' cannot be stored: writing {typeof(Action)}", Refusal<Action>(http, "r", () => { }), StringComparison.Ordinal);
        Assert.Equal("before", http.Session.GetString("r"));
    });

    [Fact]
    public async Task A_session_of_another_kind_has_no_typed_values()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ForeignSession().Get<Basket>("b"));

        Assert.Contains("app.UseAkkaSessions()", error.Message, StringComparison.Ordinal);
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Source_generated_contracts_are_accepted_with_the_call_or_once_for_all(bool onceForAll)
    {
        await using var app = await WebApp.ServingAsync(
            http =>
            {
                var basket = onceForAll
                    ? http.Session.GetOrCreate("b", () => new Basket())
                    : http.Session.GetOrCreate("b", () => new Basket(), BasketJson.Default.Basket);
                basket.Lines.Add("tea");
                if (onceForAll) Assert.Contains("Customer has no contract", Refusal(http, "c", new Customer("ann")), StringComparison.Ordinal);
                else http.Session.Set("b", http.Session.Get("b", BasketJson.Default.Basket)!, BasketJson.Default.Basket);
                return http.Response.WriteAsync($"{basket.Size}");
            },
            options =>
            {
                if (onceForAll) options.Json.TypeInfoResolverChain.Add(BasketJson.Default);
            });
        var browser = app.Visit();

        Assert.Equal("1", (await browser.GetAsync()).Text);
        Assert.Equal("2", (await browser.GetAsync()).Text);
    }

    private static string Refusal<T>(HttpContext http, string name, T value)
        => Assert.Throws<SessionValueException>(() => http.Session.Set(name, value)).Message;

    /// <summary>One request to an empty session; what the handler finds wrong fails the test.</summary>
    private static async Task<Answer> ServeAsync(Action<HttpContext> handler)
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            handler(http);
            return Task.CompletedTask;
        });
        return await app.Visit().GetAsync();
    }

    private sealed class ForeignSession : ISession
    {
        public bool IsAvailable => true;

        public string Id => "foreign";

        public IEnumerable<string> Keys => [];

        public void Clear()
        {
        }

        public Task CommitAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task LoadAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public void Remove(string key)
        {
        }

        public void Set(string key, byte[] value)
        {
        }

        public bool TryGetValue(string key, out byte[] value)
        {
            value = Encoding.UTF8.GetBytes(key);
            return false;
        }
    }
}
