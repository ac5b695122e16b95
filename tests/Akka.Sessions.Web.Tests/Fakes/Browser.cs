using Microsoft.Net.Http.Headers;

namespace Akka.Sessions.Web.Tests.Fakes;

/// <summary>Sends requests and keeps cookies as a browser would, expiry by Max-Age and Expires included.</summary>
internal sealed class Browser(HttpMessageHandler handler, Uri address) : IDisposable
{
    private readonly HttpClient _client = new(handler) { BaseAddress = address };

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    public string? SessionCookie => Cookies.GetValueOrDefault(AkkaSessionsOptions.DefaultCookieName);

    public SessionId SessionId => SessionId.TryParse(SessionCookie, out var id) ? id : throw new InvalidOperationException("No session cookie.");

    public IEnumerable<string> TokenCookies => Cookies.Keys.Where(name => name.StartsWith(AkkaSessionsOptions.DefaultCookieName + ".", StringComparison.Ordinal));

    public Browser With(string name, string value)
    {
        Cookies[name] = value;
        return this;
    }

    public Browser WithSession(SessionId id) => With(AkkaSessionsOptions.DefaultCookieName, id.ToCookieValue());

    public Browser WithCookiesOf(Browser other)
    {
        foreach (var (name, value) in other.Cookies) With(name, value);
        return this;
    }

    public async Task<Answer> GetAsync(string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (Cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await _client.SendAsync(request);
        var sent = response.Headers.TryGetValues("Set-Cookie", out var values)
            ? SetCookieHeaderValue.ParseList(values.ToList()).ToArray() : [];
        foreach (var cookie in sent) Keep(cookie);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, sent);
    }

    public void Dispose() => _client.Dispose();

    private void Keep(SetCookieHeaderValue cookie)
    {
        var name = cookie.Name.ToString();
        if (cookie.Expires is { } expires && expires < DateTimeOffset.UnixEpoch.AddYears(1)) Cookies.Remove(name);
        else Cookies[name] = cookie.Value.ToString();
    }
}

internal sealed record Answer(
    int Status, string Text, System.Net.Http.Headers.HttpResponseHeaders Headers, IReadOnlyList<SetCookieHeaderValue> SetCookies)
{
    public SetCookieHeaderValue SessionCookie => SetCookies.Single(cookie => cookie.Name == AkkaSessionsOptions.DefaultCookieName);

    public bool SetsSessionCookie => SetCookies.Any(cookie => cookie.Name == AkkaSessionsOptions.DefaultCookieName);
}
