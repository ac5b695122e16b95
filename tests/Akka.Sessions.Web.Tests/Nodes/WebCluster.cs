using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web.Tests.Nodes;

/// <summary>Real nodes that serve the same application, ready, and browsers that know no node.</summary>
internal sealed class WebCluster : IAsyncDisposable
{
    private readonly LogLines _log = new();

    private WebCluster()
    {
    }

    public List<WebNode> Nodes { get; } = [];

    public static Task<WebCluster> StartAsync(
        int count, RequestDelegate handler, Action<AkkaSessionsOptions>? configure = null,
        Action<IServiceCollection>? services = null)
        => StartEachAsync(count, handler, (_, options) => configure?.Invoke(options), services);

    /// <param name="count">Of nodes.</param>
    /// <param name="handler">What each of them does.</param>
    /// <param name="configure">The options of a node, which is given by its number from 1; may be asked several times.</param>
    /// <param name="services">What each has beside the sessions.</param>
    public static async Task<WebCluster> StartEachAsync(
        int count, RequestDelegate handler, Action<int, AkkaSessionsOptions> configure, Action<IServiceCollection>? services = null)
    {
        var cluster = new WebCluster();
        for (var number = 1; number <= count; number++)
        {
            var own = number;
            var node = await WebNode.StartAsync(handler, options => configure(own, options), cluster._log, services);
            cluster.Nodes.Add(node);
            Akka.Cluster.Cluster.Get(node.System).Join(Akka.Cluster.Cluster.Get(cluster.Nodes[0].System).SelfAddress);
        }

        await Eventually.TrueAsync(
            () => cluster.Nodes.TrueForAll(node => node.Manager.Status is { IsReady: true } status && status.Members.Count == count),
            () => string.Join('\n', cluster.Nodes.Select(node => node.Manager.Status).Cast<object>().Concat(cluster._log.Lines)));
        return cluster;
    }

    /// <summary>A new browser; it names the node in each request.</summary>
    public Browser Visit() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }, Nodes[0].Address);

    public string At(int node, string path) => new Uri(Nodes[node].Address, path).ToString();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
    }
}
