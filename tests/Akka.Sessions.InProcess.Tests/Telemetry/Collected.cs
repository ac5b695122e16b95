using System.Collections.Concurrent;
using OpenTelemetry;

namespace Akka.Sessions.InProcess.Tests.Telemetry;

/// <summary>An exporter of OpenTelemetry that keeps what it is given.</summary>
internal sealed class Collected<T, TKept>(Func<T, TKept> keep) : BaseExporter<T>
    where T : class
{
    private readonly ConcurrentQueue<TKept> _all = new();

    public IReadOnlyCollection<TKept> All => _all;

    public override ExportResult Export(in Batch<T> batch)
    {
        foreach (var item in batch) _all.Enqueue(keep(item));
        return ExportResult.Success;
    }
}
