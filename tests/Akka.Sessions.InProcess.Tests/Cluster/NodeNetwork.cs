using System.Collections.Concurrent;
using System.Text;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>
/// The network between the nodes of one cluster: each is known to the others by a port of this network, and every connection to it runs
/// through that. It understands nothing of what is said but who says it: the first bytes of a connection name the address of the node that
/// opened it, as text (the embedded engine) or as protobuf (Akka.NET).
/// </summary>
internal sealed class NodeNetwork : IAsyncDisposable
{
    private readonly NodeEntrance[] _entrances;
    private readonly ConcurrentDictionary<Relay, bool> _relays = new();
    private readonly ConcurrentDictionary<Link, bool> _cut = new();
    private readonly ConcurrentDictionary<int, TimeSpan> _delays = new();
    private int _refused;

    /// <param name="ports">Where the nodes really listen.</param>
    public NodeNetwork(IEnumerable<int> ports) => _entrances = [.. ports.Select((port, node) => new NodeEntrance(this, node, port))];

    /// <summary>By which the nodes know each other.</summary>
    public int[] Ports => [.. _entrances.Select(entrance => entrance.Port)];

    /// <summary>Connections that met a cut.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Nothing goes between the two sides any more; what was on its way is lost.</summary>
    public void Partition(int[] here, int[] there)
    {
        foreach (var one in here)
        {
            foreach (var other in there) _cut[Link.Between(one, other)] = true;
        }

        Close(IsCut);
    }

    public void Heal() => _cut.Clear();

    /// <summary>Whatever comes from the node or goes to it is held back, piece by piece; zero makes it as fast as the others.</summary>
    public void Slow(int node, TimeSpan delay) => _delays[node] = delay;

    /// <summary>The connections between two nodes end, and what is on its way in them is lost. New ones may be made at once.</summary>
    public void Drop(int one, int other)
    {
        var link = Link.Between(one, other);
        Close(candidate => candidate == link);
    }

    public TimeSpan DelayOn(Link link) => _delays.GetValueOrDefault(link.Lower) + _delays.GetValueOrDefault(link.Higher);

    /// <summary>The node that opened a connection to <paramref name="target"/>, once its first bytes say so.</summary>
    public int? OpenerIn(ReadOnlySpan<byte> first, int target)
    {
        for (var node = 0; node < _entrances.Length; node++)
        {
            if (node != target && Names(first, _entrances[node].Port)) return node;
        }

        return null;
    }

    public bool Admit(Relay relay, Link link)
    {
        // Entered before it is judged: a cut made meanwhile finds it.
        _relays[relay] = true;
        if (!IsCut(link)) return true;
        Interlocked.Increment(ref _refused);
        return false;
    }

    public void Forget(Relay relay) => _relays.TryRemove(relay, out _);

    public async ValueTask DisposeAsync()
    {
        foreach (var entrance in _entrances) await entrance.DisposeAsync();
        Close(_ => true);
    }

    private bool IsCut(Link link) => _cut.ContainsKey(link);

    private void Close(Predicate<Link> concerned)
    {
        foreach (var relay in _relays.Keys.Where(relay => concerned(relay.Link))) relay.Dispose();
    }

    // Field 3 of Akka.NET's AddressData is the port. Ports chosen by the operating system have five digits, and three bytes as varint.
    private static bool Names(ReadOnlySpan<byte> bytes, int port) =>
        bytes.IndexOf(Encoding.ASCII.GetBytes(FormattableString.Invariant($":{port}"))) >= 0
        || bytes.IndexOf((ReadOnlySpan<byte>)[0x18, (byte)(port | 0x80), (byte)((port >> 7) | 0x80), (byte)(port >> 14)]) >= 0;
}

/// <summary>Two nodes, whichever of them speaks.</summary>
internal readonly record struct Link(int Lower, int Higher)
{
    public static Link Between(int one, int other) => one < other ? new(one, other) : new(other, one);
}
