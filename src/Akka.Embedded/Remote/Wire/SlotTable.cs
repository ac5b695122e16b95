namespace Akka.Remote.Wire;

/// <summary>
/// The sender's half of a table that both ends of a connection keep, so that what is named often goes over the wire once. Each key has one
/// slot it can be in, found by its hash; a newcomer takes the slot over and is sent in full. So the table is small and needs no clean-up.
/// </summary>
internal sealed class SlotTable<TKey>(int slots, Func<TKey, int> hash, Func<TKey, TKey, bool> same) where TKey : class
{
    private readonly TKey[] _keys = new TKey[slots];

    /// <summary>The slot of <paramref name="key"/>; true when the other end already knows what is in it.</summary>
    public bool IsKnown(TKey key, out int slot)
    {
        slot = hash(key) & (_keys.Length - 1);
        if (_keys[slot] is { } known && same(known, key)) return true;
        _keys[slot] = key;
        return false;
    }

    /// <summary>Takes back the claim that the other end knows what is in the slot.</summary>
    public void Forget(int slot) => _keys[slot] = null;
}

/// <summary>Sizes of the tables; both ends must agree on them. Powers of two.</summary>
internal static class SlotTable
{
    public const int Refs = 1024;
    public const int Manifests = 128;
}
