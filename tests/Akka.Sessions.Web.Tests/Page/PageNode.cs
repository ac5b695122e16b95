using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Akka.Sessions.Web.Tests.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Tests.Page;

/// <summary>A node whose application maps the page, and a person who asks for it.</summary>
internal sealed class PageNode : IAsyncDisposable
{
    private readonly OneNode _node;

    private PageNode(OneNode node)
    {
        _node = node;
        Client = node.NewClient();
    }

    public HttpClient Client { get; }

    public ISessionManager Manager => _node.Manager;

    public IEnumerable<string> Log => _node.Log;

    /// <summary>As a developer has it at hand.</summary>
    public static Task<PageNode> OpenAsync() => StartAsync(app => app.MapAkkaSessions(configure: page => page.OpenInDevelopment = true));

    public static async Task<PageNode> StartAsync(Action<WebApplication> map, string environment = "Development")
    {
        var node = await OneNode.StartAsync(
            Way.UseAkkaSessions,
            app =>
            {
                app.Services.GetRequiredService<IHostEnvironment>().EnvironmentName = environment;
                app.UseAuthentication();
                app.UseAuthorization();
                map(app);
            },
            services =>
            {
                services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
                services.AddAuthorization();
            });
        return new(node);
    }

    /// <summary>A session with attributes, the size of each being that of its name's text.</summary>
    public async Task<SessionId> CreateAsync(string? principal, params string[] names)
    {
        var session = Manager.Create();
        session.Principal = principal;
        foreach (var name in names) session.Set(name, Encoding.UTF8.GetBytes($"value of {name}"));
        await session.CommitAsync();
        return session.Id;
    }

    public async Task<string> GetTextAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> PostAsync(
        string path, string? site = "same-origin", string? origin = "http://localhost", string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (accept is not null) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return Client.SendAsync(request);
    }

    public Task StopAsync() => _node.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _node.DisposeAsync();
    }

    private sealed class HeaderAuthentication(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers["X-User"].ToString() is { Length: > 0 } name
                ? AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.Name, name)], "header")), "header"))
                : AuthenticateResult.NoResult());
    }
}
