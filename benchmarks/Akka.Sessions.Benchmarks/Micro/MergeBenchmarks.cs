using Akka.Sessions.Model;
using BenchmarkDotNet.Attributes;

namespace Akka.Sessions.Benchmarks.Micro;

/// <summary>One of twenty attributes changes. The baseline copies the whole session, as a store without deltas does.</summary>
public class MergeBenchmarks
{
    private readonly SessionState _session = SampleSessions.Whole();
    private readonly SessionState _delta = SampleSessions.Delta(SampleSessions.Whole());

    [Benchmark(Baseline = true)]
    public object CopyTheWholeSession()
    {
        var values = new byte[SampleSessions.Attributes][];
        for (var i = 0; i < values.Length; i++) values[i] = _session.Attributes.CellAt(i).Value.ToArray();
        return values;
    }

    [Benchmark]
    public object MergeADelta() => SessionState.Merge(_session, _delta);
}
