namespace Akka.Sessions.Messages;

/// <summary>
/// Begins a comparison of what two members hold, or goes on with one: the hashes of the asking member's sessions, bucket by bucket. The
/// member asked keeps nothing between the messages of an exchange, so any of them may be sent again.
/// </summary>
/// <param name="ExchangeId">Drawn by the asking member; answers with another id are strangers.</param>
/// <param name="Member">Who asks.</param>
/// <param name="FromBucket">Buckets before it have been compared in this exchange.</param>
/// <param name="Hashes">One for each of the <see cref="DigestBucket.Count"/> buckets.</param>
internal sealed record DigestOffer(long ExchangeId, MemberId Member, int FromBucket, IReadOnlyList<ulong> Hashes) : ISessionMessage;

/// <summary>What the member asked holds in the buckets that differ: as many of them as go into a page.</summary>
/// <param name="ExchangeId">As asked.</param>
/// <param name="Member">Who answers.</param>
/// <param name="FromBucket">As asked.</param>
/// <param name="NextBucket">Where to go on; <see cref="DigestBucket.Count"/> when all have been compared.</param>
/// <param name="Buckets">Those between the two that differ, in order; what is not in them the sender does not have.</param>
/// <param name="Cursors">The sender's cursors, its own stream included, before it looked at the first session.</param>
internal sealed record DigestEntries(
    long ExchangeId,
    MemberId Member,
    int FromBucket,
    int NextBucket,
    IReadOnlyList<DigestBucket> Buckets,
    IReadOnlyList<StreamCursor> Cursors) : ISessionMessage;

/// <summary>
/// What the asking member has and the other lacks, or has otherwise, and what it wants for itself. A page; the next follows the answer.
/// </summary>
/// <param name="ExchangeId">Of the exchange.</param>
/// <param name="Member">Who asks.</param>
/// <param name="Index">From 0.</param>
/// <param name="Payload">Encoded session pieces.</param>
/// <param name="Wanted">Hashes of ids that the asking member does not know.</param>
internal sealed record DigestContent(
    long ExchangeId, MemberId Member, int Index, ReadOnlyMemory<byte> Payload, IReadOnlyList<ulong> Wanted) : ISessionMessage;

/// <summary>What the member asked has and the asking member lacks: a page of it.</summary>
/// <param name="ExchangeId">As asked.</param>
/// <param name="Member">Who answers.</param>
/// <param name="Index">Of the content that is answered.</param>
/// <param name="Payload">Encoded session pieces: what adds to the pieces received, then what was wanted.</param>
/// <param name="Taken">So many of the wanted, from the first, are in the payload or not here any more; the others did not fit.</param>
/// <param name="More">Hashes of the ids received that the sender has more of, and that did not fit: to be wanted.</param>
internal sealed record DigestAnswer(
    long ExchangeId, MemberId Member, int Index, ReadOnlyMemory<byte> Payload, int Taken, IReadOnlyList<ulong> More) : ISessionMessage;

/// <summary>One bucket of a member: the sessions in it that count.</summary>
internal sealed record DigestBucket(int Bucket, IReadOnlyList<DigestEntry> Entries)
{
    /// <summary>Buckets of a member. Part of the protocol: members with another number could not compare.</summary>
    public const int Count = 1024;

    /// <summary>The bucket of an id, by its hash.</summary>
    public static int Of(ulong idHash) => (int)(idHash >> 54);
}

/// <summary>The hash of an id, and the digest of what is held under it.</summary>
internal readonly record struct DigestEntry(ulong IdHash, ulong Digest);
