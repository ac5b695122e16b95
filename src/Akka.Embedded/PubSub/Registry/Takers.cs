using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>The actors of this node that take messages, by what they take. An actor appears once under a key.</summary>
internal sealed class Takers
{
    private static readonly IActorRef[] None = [];
    private readonly Dictionary<RegistryKey, IActorRef[]> _byKey = [];
    private readonly Dictionary<IActorRef, HashSet<RegistryKey>> _byActor = [];

    /// <summary>
    /// Those who take the key's messages. The array is never changed, so it can be walked while subscriptions come and go.
    /// </summary>
    internal IActorRef[] Of(RegistryKey key) => _byKey.GetValueOrDefault(key, None);

    internal bool Knows(IActorRef actor) => _byActor.ContainsKey(actor);

    /// <summary>Adds a taker; true when it is the key's first.</summary>
    internal bool Add(RegistryKey key, IActorRef actor)
    {
        if (!_byActor.TryGetValue(actor, out var keys)) _byActor.Add(actor, keys = []);
        if (!keys.Add(key)) return false;
        var takers = Of(key);
        _byKey[key] = [.. takers, actor];
        return takers.Length == 0;
    }

    /// <summary>Takes one away; true when it was the key's last.</summary>
    internal bool Remove(RegistryKey key, IActorRef actor)
    {
        if (!_byActor.TryGetValue(actor, out var keys) || !keys.Remove(key)) return false;
        if (keys.Count == 0) _byActor.Remove(actor);
        var left = Of(key).Where(a => !a.Equals(actor)).ToArray();
        if (left.Length > 0) _byKey[key] = left;
        else _byKey.Remove(key);
        return left.Length == 0;
    }

    /// <summary>Takes an actor away from everything and says which keys have no taker left.</summary>
    internal IReadOnlyList<RegistryKey> Remove(IActorRef actor) =>
        _byActor.TryGetValue(actor, out var keys) ? keys.ToList().Where(k => Remove(k, actor)).ToList() : [];
}
