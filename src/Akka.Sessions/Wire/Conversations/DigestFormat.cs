using Akka.Sessions.Messages;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Akka.Sessions.Wire;

/// <summary>Comparisons of what two members hold. Payloads are copied, not looked into.</summary>
internal static class DigestFormat
{
    public static IMessage Write(DigestOffer offer) => new Format.DigestOffer
    {
        ExchangeId = (ulong)offer.ExchangeId,
        Member = CommonFormat.Member(offer.Member),
        FromBucket = offer.FromBucket,
        Hashes = { offer.Hashes },
    };

    public static DigestOffer ReadOffer(ReadOnlySpan<byte> bytes)
    {
        var offer = Parsing.Read(Format.DigestOffer.Parser, bytes, "offer of digests");
        WireLimits.Number(offer.Hashes.Count, DigestBucket.Count, DigestBucket.Count, "number of bucket hashes");
        var from = WireLimits.Number(offer.FromBucket, 0, DigestBucket.Count - 1, "first bucket");
        return new((long)offer.ExchangeId, CommonFormat.Member(offer.Member), from, [.. offer.Hashes]);
    }

    public static IMessage Write(DigestEntries entries)
    {
        var message = new Format.DigestEntries
        {
            ExchangeId = (ulong)entries.ExchangeId,
            Member = CommonFormat.Member(entries.Member),
            FromBucket = entries.FromBucket,
            NextBucket = entries.NextBucket,
        };
        message.Buckets.Add(entries.Buckets.Select(Bucket));
        CommonFormat.Add(message.Cursors, entries.Cursors);
        return message;
    }

    public static DigestEntries ReadEntries(ReadOnlySpan<byte> bytes)
    {
        var entries = Parsing.Read(Format.DigestEntries.Parser, bytes, "digest entries");
        var from = WireLimits.Number(entries.FromBucket, 0, DigestBucket.Count - 1, "first bucket");
        var next = WireLimits.Number(entries.NextBucket, from + 1, DigestBucket.Count, "next bucket");
        return new(
            (long)entries.ExchangeId,
            CommonFormat.Member(entries.Member),
            from,
            next,
            Buckets(entries.Buckets, from, next),
            CommonFormat.Cursors(entries.Cursors));
    }

    public static IMessage Write(DigestContent content) => new Format.DigestContent
    {
        ExchangeId = (ulong)content.ExchangeId,
        Member = CommonFormat.Member(content.Member),
        Index = content.Index,
        Payload = CommonFormat.Bytes(content.Payload),
        Wanted = { content.Wanted },
    };

    public static DigestContent ReadContent(ReadOnlySpan<byte> bytes)
    {
        var content = Parsing.Read(Format.DigestContent.Parser, bytes, "digest content");
        return new(
            (long)content.ExchangeId,
            CommonFormat.Member(content.Member),
            WireLimits.Number(content.Index, 0, int.MaxValue, "content index"),
            content.Payload.Memory,
            Hashes(content.Wanted));
    }

    public static IMessage Write(DigestAnswer answer) => new Format.DigestAnswer
    {
        ExchangeId = (ulong)answer.ExchangeId,
        Member = CommonFormat.Member(answer.Member),
        Index = answer.Index,
        Payload = CommonFormat.Bytes(answer.Payload),
        Taken = answer.Taken,
        More = { answer.More },
    };

    public static DigestAnswer ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        var answer = Parsing.Read(Format.DigestAnswer.Parser, bytes, "digest answer");
        return new(
            (long)answer.ExchangeId,
            CommonFormat.Member(answer.Member),
            WireLimits.Number(answer.Index, 0, int.MaxValue, "content index"),
            answer.Payload.Memory,
            WireLimits.Number(answer.Taken, 0, WireLimits.DigestHashes, "number of hashes taken"),
            Hashes(answer.More));
    }

    private static Format.DigestBucket Bucket(DigestBucket bucket) => new()
    {
        Bucket = bucket.Bucket,
        Ids = { bucket.Entries.Select(entry => entry.IdHash) },
        Digests = { bucket.Entries.Select(entry => entry.Digest) },
    };

    // In order, so that none comes twice: each is compared with all that is held in it.
    private static DigestBucket[] Buckets(RepeatedField<Format.DigestBucket> buckets, int from, int next)
    {
        var read = new List<DigestBucket>(Math.Min(buckets.Count, DigestBucket.Count));
        var entries = 0;
        foreach (var bucket in buckets)
        {
            from = WireLimits.Number(bucket.Bucket, from, next - 1, "bucket") + 1;
            WireLimits.Count(entries += bucket.Ids.Count, WireLimits.DigestEntries, "digest entries");
            WireLimits.Number(bucket.Digests.Count, bucket.Ids.Count, bucket.Ids.Count, "number of digests");
            read.Add(new(bucket.Bucket, [.. bucket.Ids.Zip(bucket.Digests, (id, digest) => new DigestEntry(id, digest))]));
        }

        return [.. read];
    }

    private static ulong[] Hashes(RepeatedField<ulong> hashes)
    {
        WireLimits.Count(hashes.Count, WireLimits.DigestHashes, "hashes of ids");
        return [.. hashes];
    }
}
