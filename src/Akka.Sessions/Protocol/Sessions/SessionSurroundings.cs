using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>What all sessions of one node share.</summary>
internal sealed record SessionSurroundings(
    int Writer, ISessionPort Port, SessionHandles Handles, SessionSettings Settings, TimeProvider Clock)
{
    /// <summary>Counts what happens to them.</summary>
    public SessionCounters Counters { get; init; } = new();

    /// <summary>Who hears of what happens to them.</summary>
    public ISessionWatch Watch { get; init; } = NobodyWatches.Instance;
}
