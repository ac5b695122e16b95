using System.Collections.Concurrent;

namespace Akka.Remote;

/// <summary>A failure detector for each resource that sends heartbeats.</summary>
public interface IFailureDetectorRegistry<T>
{
    /// <summary>True also for a resource that is not monitored.</summary>
    bool IsAvailable(T resource);

    bool IsMonitoring(T resource);

    /// <summary>Notes a heartbeat; the first one starts the monitoring.</summary>
    void Heartbeat(T resource);

    void Remove(T resource);

    void Reset();
}

/// <summary>Makes a detector for each resource at its first heartbeat.</summary>
public class DefaultFailureDetectorRegistry<T>(Func<FailureDetector> factory) : IFailureDetectorRegistry<T>
{
    private readonly ConcurrentDictionary<T, FailureDetector> _detectors = new();

    public bool IsAvailable(T resource) => !_detectors.TryGetValue(resource, out var detector) || detector.IsAvailable;

    public bool IsMonitoring(T resource) => _detectors.TryGetValue(resource, out var detector) && detector.IsMonitoring;

    public void Heartbeat(T resource) => _detectors.GetOrAdd(resource, static (_, make) => make(), factory).HeartBeat();

    public void Remove(T resource) => _detectors.TryRemove(resource, out _);

    public void Reset() => _detectors.Clear();
}
