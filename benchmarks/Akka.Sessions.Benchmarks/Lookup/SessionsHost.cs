using Akka.Actor;
using Akka.Sessions.Actors;
using Akka.Sessions.Manager;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Sessions.Benchmarks.Lookup;

/// <summary>A node with its sessions, in this process, on a free port.</summary>
internal sealed class SessionsHost : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ActorSystem _system;

    private SessionsHost(ActorSystem system, SessionNode node)
    {
        _system = system;
        var manager = new SessionManager();
        manager.Open(node);
        Manager = manager;
    }

    internal ISessionManager Manager { get; }

    internal int Port => Cluster.Cluster.Get(_system).SelfAddress.Port!.Value;

    /// <summary>Founds a cluster, or joins the one of the node at that port.</summary>
    internal static SessionsHost Start(int? port)
    {
        var options = new SessionsOptions
        {
            SystemName = "benchmark",
            Hocon = """
                akka.loglevel = ERROR
                akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
                akka.coordinated-shutdown.run-by-actor-system-terminate = off
                """,
        };
        var config = SystemFactory.ReadConfig(options, Environment.CurrentDirectory);
        var system = SystemFactory.Create(options.SystemName, config, NullLoggerFactory.Instance);
        var settings = SessionSettingsReader.Read(config, options);
        var node = SessionNode.Start(system, settings, TimeProvider.System, NullLoggerFactory.Instance);
        var cluster = Cluster.Cluster.Get(system);
        cluster.Join(port is { } seed ? cluster.SelfAddress.WithPort(seed) : cluster.SelfAddress);
        return new(system, node);
    }

    internal async Task ReadyAsync(int members, CancellationToken cancellationToken)
    {
        while (!Manager.Status.IsReady || Manager.Status.Members.Count < members) await Task.Delay(Pause, cancellationToken);
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();
}
