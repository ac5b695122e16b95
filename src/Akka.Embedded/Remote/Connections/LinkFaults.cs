using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Remote;

/// <summary>
/// Lets tests cut the link with a node: frames in both directions vanish, as they do when a cable is pulled, and connections stay as they
/// are.
/// </summary>
internal sealed class LinkFaults
{
    private readonly ConcurrentDictionary<Address, bool> _cut = new();
    private volatile bool _isAnyCut;

    public bool IsCut(Address address) => _isAnyCut && _cut.ContainsKey(address);

    public void Cut(Address address)
    {
        _cut[address] = true;
        _isAnyCut = true;
    }

    public void Heal(Address address) => _cut.TryRemove(address, out _);
}
