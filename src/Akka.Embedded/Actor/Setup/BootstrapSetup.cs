using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Configuration and provider to start a system with.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<ProviderSelection> provider)
    {
        Config = config;
        ActorRefProvider = provider;
    }

    public Option<Config> Config { get; }

    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new(default, default);

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, name);

    public BootstrapSetup WithConfig(Config config) => new(config, ActorRefProvider);

    public BootstrapSetup WithConfigFallback(Config config) => new(Config.HasValue ? Config.Value.WithFallback(config) : config, ActorRefProvider);
}

/// <summary>Whether a system talks to others: alone, with remoting, or as a cluster member.</summary>
public abstract class ProviderSelection
{
    private ProviderSelection(string name) => Name = name;

    /// <summary>The name in <c>akka.actor.provider</c>.</summary>
    internal string Name { get; }

    /// <summary>Takes the short names and Akka.NET's type names.</summary>
    internal static ProviderSelection Parse(string provider) => provider.Split(',')[0].Trim() switch
    {
        "" or "local" or "Akka.Actor.LocalActorRefProvider" => Local.Instance,
        "remote" or "Akka.Remote.RemoteActorRefProvider" => Remote.Instance,
        "cluster" or "Akka.Cluster.ClusterActorRefProvider" => Cluster.Instance,
        _ => throw new ConfigurationException($"akka.actor.provider = \"{provider}\": say local, remote or cluster."),
    };

    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local() : base("local") { }
    }

    public sealed class Remote : ProviderSelection
    {
        public static readonly Remote Instance = new();

        private Remote() : base("remote") { }
    }

    public sealed class Cluster : ProviderSelection
    {
        public static readonly Cluster Instance = new();

        private Cluster() : base("cluster") { }
    }
}
