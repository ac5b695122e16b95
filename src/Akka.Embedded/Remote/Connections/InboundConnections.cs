using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Remote;

/// <summary>The connections that others opened: one of each peer, and those that have not said yet who they are.</summary>
internal sealed class InboundConnections
{
    private readonly ConcurrentDictionary<InboundConnection, bool> _all = new();
    private readonly ConcurrentDictionary<Address, InboundConnection> _byPeer = new();

    public void Add(InboundConnection connection) => _all[connection] = true;

    public void Remove(InboundConnection connection)
    {
        _all.TryRemove(connection, out _);
        if (connection.Peer is { } peer) _byPeer.TryRemove(KeyValuePair.Create(peer, connection));
    }

    /// <summary>
    /// Makes this the connection of its peer. What the one before has received is delivered first, so that order is kept.
    /// </summary>
    public async Task TakeOverAsync(InboundConnection connection)
    {
        InboundConnection before = null;
        _byPeer.AddOrUpdate(connection.Peer, connection, (_, current) =>
        {
            before = current;
            return connection;
        });
        if (before is null) return;
        before.Close();
        await before.Ended;
    }

    public void Close(Address peer, int uid)
    {
        if (_byPeer.TryGetValue(peer, out var connection) && connection.PeerUid == uid) connection.Close();
    }

    public async Task CloseAllAsync()
    {
        foreach (var connection in _all.Keys)
        {
            connection.Close();
            await connection.Ended;
        }
    }
}
