using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>The sessions of this node as the comparison with other members sees them.</summary>
internal sealed class DigestedHandles(SessionHandles sessions, Func<SessionId, ReadOnlyMemory<byte>> encode) : IDigestedSessions
{
    public DigestIndex Index => sessions.Digests;

    public DigestedSession? Find(SessionId id) => sessions.TryGet(id, out var handle) ? new(handle.State, handle.Digest) : null;

    public ReadOnlyMemory<byte> Encode(SessionId id) => encode(id);
}
