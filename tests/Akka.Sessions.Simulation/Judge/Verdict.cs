namespace Akka.Sessions.Simulation.Judge;

/// <summary>A promise that was not kept.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
