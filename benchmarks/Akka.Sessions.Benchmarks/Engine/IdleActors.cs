using System.Diagnostics;
using Akka.Actor;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>
/// What an actor costs that only waits: an UntypedActor without fields, a named child. The baseline keeps an object under the same name.
/// </summary>
internal sealed record IdleActors(double Bytes, double Nanoseconds, double BaselineBytes, double BaselineNanoseconds)
{
    private const int Count = 200_000;

    internal static async Task<IdleActors> MeasureAsync()
    {
        // The second measurement counts; the first has the code compiled and the pools filled.
        await MeasureActorsAsync();
        var (bytes, nanoseconds) = await MeasureActorsAsync();
        MeasureObjects();
        var (baselineBytes, baselineNanoseconds) = MeasureObjects();
        return new IdleActors(bytes, nanoseconds, baselineBytes, baselineNanoseconds);
    }

    private static async Task<(double Bytes, double Nanoseconds)> MeasureActorsAsync()
    {
        using var system = ActorSystem.Create("idle", "akka.loglevel = WARNING");
        var parent = system.ActorOf(Props.Create<Parent>(), "parent");
        await parent.Ask<TimeSpan>(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var took = await parent.Ask<TimeSpan>(Count);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        await system.Terminate();
        return ((after - before) / (double)Count, took.TotalNanoseconds / Count);
    }

    private static (double Bytes, double Nanoseconds) MeasureObjects()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var children = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) children.Add(NameOf(i), new object());
        var took = Stopwatch.GetElapsedTime(start);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(children);
        return ((after - before) / (double)Count, took.TotalNanoseconds / Count);
    }

    private static string NameOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"session-{number}");

    private sealed class Parent : UntypedActor
    {
        private static readonly Props ChildProps = Props.Create<Idle>();
        private int _made;

        protected override void OnReceive(object message)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < (int)message; i++) Context.ActorOf(ChildProps, NameOf(_made++));
            Sender.Tell(Stopwatch.GetElapsedTime(start));
        }
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
