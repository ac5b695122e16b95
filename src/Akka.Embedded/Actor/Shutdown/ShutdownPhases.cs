using Akka.Configuration;

namespace Akka.Actor;

internal sealed record ShutdownPhase(string Name, TimeSpan Timeout, bool Recover, bool Enabled);

/// <summary>The phases of <c>akka.coordinated-shutdown.phases</c>, each after those it depends on.</summary>
internal sealed class ShutdownPhases
{
    private readonly List<ShutdownPhase> _ordered;

    private ShutdownPhases(List<ShutdownPhase> ordered) => _ordered = ordered;

    public static ShutdownPhases Read(Config shutdown)
    {
        var defaultTimeout = shutdown.GetTimeSpan("default-phase-timeout");
        var phases = new SortedDictionary<string, (ShutdownPhase Phase, List<string> DependsOn)>(StringComparer.Ordinal);
        foreach (var name in shutdown.GetConfig("phases").AsEnumerable().Select(entry => entry.Key.Trim('"')))
        {
            var config = shutdown.GetConfig($"phases.\"{name}\"");
            phases[name] = (new ShutdownPhase(name, config.GetTimeSpan("timeout", defaultTimeout), config.GetBoolean("recover", true), config.GetBoolean("enabled", true)),
                config.HasPath("depends-on") ? [.. config.GetStringList("depends-on")] : []);
        }

        return new ShutdownPhases(Order(phases));
    }

    public ShutdownPhase Get(string name) => _ordered.Find(phase => phase.Name == name)
        ?? throw new ArgumentException($"There is no shutdown phase \"{name}\". The phases are {string.Join(", ", _ordered.Select(p => p.Name))}.", nameof(name));

    public IEnumerable<ShutdownPhase> From(string first) => first is null ? _ordered : _ordered.SkipWhile(phase => phase.Name != first);

    private static List<ShutdownPhase> Order(SortedDictionary<string, (ShutdownPhase Phase, List<string> DependsOn)> phases)
    {
        var ordered = new List<ShutdownPhase>();
        var onTheWay = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in phases.Keys) Visit(name);
        return ordered;

        void Visit(string name)
        {
            // A phase that is only depended on has the defaults and no tasks; Akka.NET takes it likewise.
            if (!phases.TryGetValue(name, out var phase) || ordered.Contains(phase.Phase)) return;
            if (!onTheWay.Add(name)) throw new ConfigurationException($"akka.coordinated-shutdown.phases: {name} depends on itself, through {string.Join(", ", onTheWay)}.");
            foreach (var dependency in phase.DependsOn) Visit(dependency);
            ordered.Add(phase.Phase);
            onTheWay.Remove(name);
        }
    }
}
