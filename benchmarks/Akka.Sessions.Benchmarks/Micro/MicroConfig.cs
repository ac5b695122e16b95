using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Akka.Sessions.Benchmarks.Micro;

/// <summary>
/// Short runs with allocations, in this process: BenchmarkDotNet would otherwise build a project of its own inside this repository, under
/// its properties and pinned packages.
/// </summary>
internal static class MicroConfig
{
    internal static IConfig Instance { get; } = DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default);
}
