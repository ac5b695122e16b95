using Akka.Actor;

namespace Akka.Cluster.SBR;

/// <summary>Downing after a cut by one of the strategies of <c>akka.cluster.split-brain-resolver</c>.</summary>
public class SplitBrainResolverProvider : IDowningProvider
{
    private readonly SplitBrainResolverSettings _settings;
    private readonly Cluster _cluster;

    public SplitBrainResolverProvider(ActorSystem system, Cluster cluster)
    {
        _settings = new SplitBrainResolverSettings(system.Settings.Config);
        _cluster = cluster;
    }

    public TimeSpan DownRemovalMargin => _settings.DowningStableAfter;

    public Props DowningActorProps => Props.Create(() => new SplitBrainResolverActor(_settings, _cluster));
}
