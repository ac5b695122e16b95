using Akka.Actor;
using Akka.Sessions.InProcess.Tests.Cluster;
using Akka.Sessions.Manager;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.InProcess.Tests.Members;

/// <summary>Sessions that start and stop with a host, and what a person reads when they cannot.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_host_starts_its_own_actor_system_and_ends_it_last()
    {
        var log = new RecordedLog();
        using var host = HostWith(log, options => options.Hocon = OneNode(FreePorts.Choose(1)[0]));
        await host.StartAsync();
        var manager = host.Services.GetRequiredService<ISessionManager>();
        await Eventually.HoldsAsync("the host ready", () => manager.Status.IsReady);
        var session = manager.Create();
        session.Set("user", SessionSteps.Bytes("ann"));
        await session.CommitAsync();

        await host.StopAsync();

        Assert.False(manager.Status.IsReady);
        Assert.True(log.Says("Stopping: not ready any more"), string.Join('\n', log.Lines));
        await Assert.ThrowsAsync<SessionsStoppedException>(async () =>
        {
            session.Set("user", SessionSteps.Bytes("bob"));
            await session.CommitAsync();
        });
    }

    [Fact]
    public async Task An_actor_system_of_the_application_is_used_and_left_running()
    {
        using var system = ActorSystem.Create("mine", OneNode(FreePorts.Choose(1)[0], "mine") + "\nakka.actor.provider = cluster");
        using var host = HostWith(new RecordedLog(), options => options.ContextName = "shop", services => services.AddSingleton(system));
        await host.StartAsync();
        var manager = host.Services.GetRequiredService<ISessionManager>();
        await Eventually.HoldsAsync("the host ready", () => manager.Status.IsReady);

        await host.StopAsync();

        Assert.False(system.WhenTerminated.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_actor_system_of_the_application_is_downed_the_node_is_not_alive_and_the_host_stops_if_that_is_wanted(bool isWanted)
    {
        var log = new RecordedLog();
        using var system = ActorSystem.Create("mine", OneNode(FreePorts.Choose(1)[0], "mine") + "\nakka.actor.provider = cluster");
        using var host = HostWith(log, options => options.StopHostWhenDowned = isWanted, services => services.AddSingleton(system));
        await host.StartAsync();
        var manager = host.Services.GetRequiredService<ISessionManager>();
        await Eventually.HoldsAsync("the host ready", () => manager.Status.IsReady);
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

        Akka.Cluster.Cluster.Get(system).Down(Akka.Cluster.Cluster.Get(system).SelfAddress);

        await Eventually.HoldsAsync("not alive, and said so", () => !manager.Status.IsAlive && log.Says("[3024]"));
        if (isWanted) await Eventually.HoldsAsync("the host stops", () => stopping.IsCancellationRequested);
        else await system.WhenTerminated;
        Assert.Equal(isWanted, stopping.IsCancellationRequested);
        Assert.Equal(isWanted, log.Says("[3025]"));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_that_is_stopped_while_its_own_actor_system_cannot_come_back_stops_at_once()
    {
        var log = new RecordedLog();
        var port = FreePorts.Choose(1)[0];
        using var host = HostWith(log, options => options.Hocon = OneNode(port));
        await host.StartAsync();
        var manager = host.Services.GetRequiredService<ISessionManager>();
        await Eventually.HoldsAsync("the host ready", () => manager.Status.IsReady);
        var system = host.Services.GetRequiredService<SessionSystem>().System!;
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        system.RegisterOnTermination(other.Start);

        Akka.Cluster.Cluster.Get(system).Down(Akka.Cluster.Cluster.Get(system).SelfAddress);
        await Eventually.HoldsAsync("an attempt that failed", () => log.Says("[3021]"));
        Assert.True(manager.Status.IsAlive);
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.False(manager.Status.IsAlive);
    }

    [Fact]
    public async Task The_manager_can_be_asked_for_before_the_host_starts()
    {
        using var host = HostWith(new RecordedLog(), _ => { });
        var manager = host.Services.GetRequiredService<ISessionManager>();

        Assert.False(manager.Status.IsReady);
        var tooEarly = await Assert.ThrowsAsync<InvalidOperationException>(async () => await manager.FindAsync(SessionId.New()));
        Assert.Contains("not started", tooEarly.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_hocon_is_refused_with_its_source_and_line()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.conf");
        await File.WriteAllTextAsync(file, "akka.sessions {\n  idle-timeout = 20 m\n");
        try
        {
            var refused = await RefusedAsync(options => options.HoconFile = file);
            Assert.Contains(file, refused.Message, StringComparison.Ordinal);
            Assert.Contains("line", refused.Message, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_hocon_file_that_is_not_there_is_named()
    {
        var refused = await RefusedAsync(options => options.HoconFile = "nowhere.conf");

        Assert.Contains("nowhere.conf", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_out_of_bounds_is_named_with_its_value()
    {
        var refused = await RefusedAsync(options => options.Hocon = "akka.sessions.max-session-size = 1 GiB");

        Assert.Contains("akka.sessions.max-session-size", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        var port = FreePorts.Choose(1)[0];
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        other.Start();

        var refused = await RefusedAsync(options => options.Hocon = OneNode(port));

        Assert.Contains($"{port}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actor_system_without_cluster_is_refused_with_what_to_set()
    {
        using var system = ActorSystem.Create("local");

        var refused = await RefusedAsync(_ => { }, services => services.AddSingleton(system));

        Assert.Contains("akka.actor.provider", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seed_nodes_that_do_not_answer_are_named_after_a_while()
    {
        var (port, nobody) = (FreePorts.Choose(2)[0], FreePorts.Choose(2)[1]);
        var log = new RecordedLog();
        var clock = new ShiftedTime();
        using var host = HostWith(
            log,
            options => options.Hocon = OneNode(port) + $"\nakka.cluster.seed-nodes = [\"akka.tcp://sessions@127.0.0.1:{nobody}\"]",
            services => services.AddSingleton<TimeProvider>(clock));
        await host.StartAsync();

        clock.Pass(TimeSpan.FromMinutes(1));

        await Eventually.HoldsAsync("the seed node named", () => log.Says("Not in a cluster") && log.Says($"127.0.0.1:{nobody}"));
        Assert.False(host.Services.GetRequiredService<ISessionManager>().Status.IsReady);
        await host.StopAsync();
    }

    private static async Task<SessionSettingsException> RefusedAsync(
        Action<SessionsOptions> configure, Action<IServiceCollection>? services = null)
    {
        using var host = HostWith(new RecordedLog(), configure, services);
        return await Assert.ThrowsAsync<SessionSettingsException>(() => host.StartAsync());
    }

    private static IHost HostWith(RecordedLog log, Action<SessionsOptions> configure, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        services?.Invoke(builder.Services);
        builder.Services.AddSessionManager(configure);
        return builder.Build();
    }

    private static string OneNode(int port, string system = "sessions") => $$"""
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}} }
        akka.cluster {
          seed-nodes = ["akka.tcp://{{system}}@127.0.0.1:{{port}}"]
          gossip-interval = 100 ms
          leader-actions-interval = 100 ms
          periodic-tasks-initial-delay = 100 ms
        }
        akka.sessions.drain-delay = 0 s
        """;
}
