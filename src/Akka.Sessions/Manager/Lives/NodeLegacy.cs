using Akka.Sessions.Model;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>What one life of this node leaves to the next one in the same process.</summary>
/// <param name="Counters">They go on counting.</param>
/// <param name="Lives">What was held, the earliest life first.</param>
/// <param name="StandsAside">Somebody drained this node, and has not told it to resume.</param>
internal sealed record NodeLegacy(SessionCounters Counters, IReadOnlyList<FormerLife> Lives, bool StandsAside);
