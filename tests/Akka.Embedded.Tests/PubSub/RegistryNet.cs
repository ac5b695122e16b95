using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Embedded.Tests.PubSub;

/// <summary>
/// A few registries and a network that loses, repeats, delays and reorders, driven by a list of numbers so that a failing run shrinks.
/// </summary>
internal sealed class RegistryNet
{
    internal const int Nodes = 3;
    private const int Keys = 3;
    private readonly List<BucketDelta> _inFlight = [];
    private readonly HashSet<(int, RegistryKey)> _own = [];
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    internal RegistryNet()
    {
        Owners = [.. Enumerable.Range(1, Nodes).Select(i => new UniqueAddress(new Address("akka.tcp", "net", "127.0.0.1", i), i))];
        Registries = [.. Owners.Select(o => new Registry(o, _now))];
    }

    internal UniqueAddress[] Owners { get; }

    internal Registry[] Registries { get; }

    /// <summary>Each number is mixed into one step, so that near numbers do different things.</summary>
    internal void Run(IEnumerable<int> steps, Action afterEach)
    {
        foreach (var step in steps)
        {
            Step((uint)step * 2654435761u >> 4);
            afterEach();
        }
    }

    /// <summary>Node <paramref name="to"/> learns all that node <paramref name="from"/> knows.</summary>
    internal void Sync(int from, int to)
    {
        foreach (var delta in Registries[from].Since(Registries[to].Versions, maxEntries: 2).ToList()) Registries[to].Merge(delta, _now);
    }

    internal void SyncAll()
    {
        for (var i = 0; i < Nodes * Nodes; i++) Sync(i % Nodes, (i / Nodes + i + 1) % Nodes);
        for (var i = 0; i < Nodes * Nodes; i++) Sync(i / Nodes, i % Nodes);
    }

    internal string KeysOf(int owner, int asKnownBy) =>
        string.Join(", ", Enumerable.Range(0, Keys).Select(Key).Where(k => Knows(asKnownBy, owner, k)));

    private bool Knows(int node, int owner, RegistryKey key) =>
        node == owner ? _own.Contains((owner, key)) : Registries[node].OthersWith(key).Contains(Owners[owner]);

    private static RegistryKey Key(int number) => RegistryKey.Topic($"topic-{number}");

    private void Step(long step)
    {
        var node = (int)(step / 8 % Nodes);
        var rest = step / 8 / Nodes;
        _now += TimeSpan.FromSeconds(1);
        switch (step % 8)
        {
            case 0 or 1: Toggle(node, Key((int)(rest % Keys))); break;
            case 2: Registries[node].Prune(_now - TimeSpan.FromSeconds(rest % 3)); break;
            case 3 or 4: Sync(node, (int)(rest % Nodes)); break;
            case 5: _inFlight.AddRange(Registries[node].Since(Registries[(int)(rest % Nodes)].Versions, maxEntries: 1)); break;
            default:
                // Delivered and kept: it may come again, any time later.
                if (_inFlight.Count > 0) Registries[node].Merge(_inFlight[(int)(rest % _inFlight.Count)], _now);
                break;
        }
    }

    private void Toggle(int node, RegistryKey key)
    {
        var isPresent = _own.Add((node, key));
        if (!isPresent) _own.Remove((node, key));
        _inFlight.Add(Registries[node].Change(key, isPresent, _now));
    }
}
