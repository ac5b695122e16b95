using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Decides which unreachable members are declared Down. Chosen with <c>akka.cluster.downing-provider-class</c>.</summary>
public interface IDowningProvider
{
    /// <summary>Time to wait after a removal before what the removed member ran may run elsewhere.</summary>
    TimeSpan DownRemovalMargin { get; }

    /// <summary>The actor that decides, or null when nothing is decided automatically.</summary>
    Props DowningActorProps { get; }
}

/// <summary>Unreachable members stay until a person or a program calls <see cref="Cluster.Down"/>.</summary>
public sealed class NoDowning : IDowningProvider
{
    internal NoDowning()
    {
    }

    public TimeSpan DownRemovalMargin => TimeSpan.Zero;

    public Props DowningActorProps => null!;
}
