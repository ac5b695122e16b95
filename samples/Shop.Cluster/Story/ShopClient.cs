using System.Net;
using System.Text.Json;
using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story;

/// <summary>One browser: it has its own cookies and goes to whichever node it likes. Cookies belong to a host, not to a port.</summary>
internal sealed class ShopClient
{
    private static readonly HttpMessageInvoker Http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
    });

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CookieContainer _cookies = new();

    public Task<Reply> GetAsync(ShopNode node, string path) => SendAsync(HttpMethod.Get, node, path);

    public Task<Reply> PostAsync(ShopNode node, string path) => SendAsync(HttpMethod.Post, node, path);

    /// <summary>Sets a quantity. <paramref name="query"/> may name a commit level other than the shop's.</summary>
    public Task<Reply> PutAsync(ShopNode node, string sku, int quantity, string query = "") =>
        SendAsync(HttpMethod.Put, node, $"/api/cart/{sku}?quantity={quantity}{query}");

    /// <summary>The cart on that node; any other answer than 200 breaks the story.</summary>
    public async Task<Cart> CartAsync(ShopNode node) => (await GetAsync(node, "/api/cart")).Expect<Cart>(node);

    /// <summary>Another browser with the cookies that this one has now: what a thief of the cookies would have.</summary>
    public ShopClient Copy(ShopNode node)
    {
        var copy = new ShopClient();
        copy._cookies.Add(_cookies.GetCookies(node.Url));
        return copy;
    }

    /// <summary>Sends a request with this browser's cookies, or with <paramref name="forged"/> ones.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, ShopNode node, string path, string? forged = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var request = new HttpRequestMessage(method, new Uri(node.Url, path));
        if ((forged ?? _cookies.GetCookieHeader(node.Url)) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        try
        {
            using var response = await Http.SendAsync(request, patience.Token);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                foreach (var cookie in set) _cookies.SetCookies(node.Url, cookie);
            }

            return new(response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token));
        }
        catch (HttpRequestException e)
        {
            return new(null, e.InnerException?.Message ?? e.Message);
        }
        catch (OperationCanceledException)
        {
            return new(null, $"no answer within {Patience.TotalSeconds} s");
        }
    }

    /// <summary>What came back: a status and a body, or no status and the reason why nothing came.</summary>
    internal sealed record Reply(HttpStatusCode? Status, string Body)
    {
        public bool IsOk => Status is HttpStatusCode.OK;

        public T Expect<T>(ShopNode node) => IsOk
            ? JsonSerializer.Deserialize<T>(Body, Json)!
            : throw new BrokenPromiseException($"{node.Name} answered {this}");

        public override string ToString() => Status is null ? $"nothing: {Body}" : $"{(int)Status}: {Body}";
    }
}

/// <summary>The cart as <c>GET /api/cart</c> shows it.</summary>
internal sealed record Cart(string Session, string Node, IReadOnlyList<CartItem> Items, int Count)
{
    public override string ToString() =>
        Items.Count == 0 ? "an empty cart" : string.Join(", ", Items.Select(item => $"{item.Quantity} {item.Sku}"));
}

internal sealed record CartItem(string Sku, int Quantity);

/// <summary>What <c>GET /api/sessions/count</c> says.</summary>
internal sealed record Census(string Node, int Count, int Members, int Unreachable);
