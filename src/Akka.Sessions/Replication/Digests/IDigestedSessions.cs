using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>The sessions of this member as the comparison sees them.</summary>
internal interface IDigestedSessions
{
    DigestIndex Index { get; }

    /// <summary>What is held under an id; <see langword="null"/> when it is not known, not even as ended.</summary>
    DigestedSession? Find(SessionId id);

    /// <summary>The encoded piece of an id now; empty when it is gone meanwhile.</summary>
    ReadOnlyMemory<byte> Encode(SessionId id);
}

/// <summary>A session and the digest that is counted for it.</summary>
internal readonly record struct DigestedSession(SessionState State, ulong Digest);
