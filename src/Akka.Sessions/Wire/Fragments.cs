using Akka.Sessions.Messages;

namespace Akka.Sessions.Wire;

/// <summary>
/// Cuts messages that are too big for a frame; one per manager or replicator, which passes whatever carries a payload through
/// <see cref="Of"/>. The other side puts them together with <see cref="Replication.FragmentAssembly"/> and <see cref="MessageCodec.Read"/>.
/// </summary>
/// <param name="self">The sender.</param>
/// <param name="firstMessageId">Drawn at random, so that two senders on one member do not mix their fragments.</param>
internal sealed class Fragments(MemberId self, long firstMessageId)
{
    // The rest of a message beside its payload; cursors of 4,096 streams are not expected beside a full page.
    private const int Header = 8 * 1024;

    private long _messageId = firstMessageId;

    /// <summary>The messages to send: <paramref name="message"/> itself when it fits in a frame, else its fragments.</summary>
    public IReadOnlyList<ISessionMessage> Of(ISessionMessage message)
    {
        if (PayloadBytes(message) + Header <= WireLimits.UnfragmentedBytes) return [message];
        var manifest = MessageCodec.ManifestOf(message);
        ReadOnlyMemory<byte> whole = MessageCodec.Write(message);
        var count = (whole.Length + WireLimits.FragmentBytes - 1) / WireLimits.FragmentBytes;
        var id = _messageId++;
        var fragments = new ISessionMessage[count];
        for (var i = 0; i < count; i++)
        {
            var from = i * WireLimits.FragmentBytes;
            fragments[i] = new Fragment(self, id, i, count, manifest, whole[from..Math.Min(from + WireLimits.FragmentBytes, whole.Length)]);
        }

        return fragments;
    }

    /// <summary>Bytes of what a message carries of sessions.</summary>
    public static int PayloadBytes(ISessionMessage message) => message switch
    {
        ReplicationBatch batch => batch.Payload.Length,
        TransferPage page => page.Payload.Length,
        LookupReply reply => reply.Payload.Length,
        Fragment part => part.Bytes.Length,
        DigestEntries entries => entries.Buckets.Sum(bucket => bucket.Entries.Count) * 2 * sizeof(ulong),
        DigestContent content => content.Payload.Length + (content.Wanted.Count * sizeof(ulong)),
        DigestAnswer answer => answer.Payload.Length + (answer.More.Count * sizeof(ulong)),
        _ => 0,
    };
}
