using Akka.Actor;
using Akka.Cluster.SBR;
using Akka.Configuration;

namespace Akka.Cluster;

/// <summary>
/// The meaning of <c>akka.cluster.downing-provider-class</c>: Akka.NET's type strings are names here, any other is a type of the
/// application.
/// </summary>
internal static class DowningProviders
{
    public static IDowningProvider Create(string name, ActorSystem system, Cluster cluster) => TypeName(name) switch
    {
        "" or "Akka.Cluster.NoDowning" => new NoDowning(),
        "Akka.Cluster.AutoDowning" => new AutoDowning(system, cluster),
        "Akka.Cluster.SBR.SplitBrainResolverProvider" => new SplitBrainResolverProvider(system, cluster),
        _ => CreateOwn(name, system, cluster),
    };

    private static string TypeName(string? name) => (name ?? "").Split(',')[0].Trim();

    private static IDowningProvider CreateOwn(string name, ActorSystem system, Cluster cluster)
    {
        var type = Type.GetType(name, throwOnError: false);
        if (type is null || !typeof(IDowningProvider).IsAssignableFrom(type))
            throw new ConfigurationException(
                $"akka.cluster.downing-provider-class = \"{name}\" names no type that is an {nameof(IDowningProvider)}");
        return (IDowningProvider)Activator.CreateInstance(type, system, cluster)!;
    }
}
