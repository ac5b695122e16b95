using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Remote.Wire;

/// <summary>
/// Writes message frames of one connection.
/// <code>
/// message   := recipient:named sender:named serializer:varint manifest:named payload:u8*
/// named     := 0 | code:varint [ text ]      code = 2 * (slot + 1), plus 1 when the text follows and takes the slot
/// text      := length:varint utf8:u8*
/// recipient, sender: a path with uid, "/user/a#1" on its own system, in full elsewhere; 0 is no sender
/// </code>
/// Recipients, senders and manifests have a table each.
/// </summary>
internal sealed class EnvelopeWriter
{
    private readonly SlotTable<IActorRef> _recipients = new(SlotTable.Refs, RuntimeHelpers.GetHashCode, ReferenceEquals);
    private readonly SlotTable<IActorRef> _senders = new(SlotTable.Refs, RuntimeHelpers.GetHashCode, ReferenceEquals);
    private readonly SlotTable<string> _manifests =
        new(SlotTable.Manifests, static text => text.GetHashCode(StringComparison.Ordinal), string.Equals);

    /// <summary>The bytes that a message may take besides payload, paths and manifest.</summary>
    private const int Overhead = Frames.HeaderLength + 7 * Varint.MaxLength;

    /// <summary>Writes one message; false, and nothing written, when a path or the manifest is too long.</summary>
    public bool TryWrite(PipeWriter to, RemoteActorRef recipient, IActorRef sender, in Payload payload)
    {
        var recipientText = _recipients.IsKnown(recipient, out var recipientSlot) ? null : PathOnItsSystem(recipient);
        var senderSlot = 0;
        var senderText = sender is null || _senders.IsKnown(sender, out senderSlot) ? null : PathOf(sender);
        var manifestSlot = 0;
        var hasManifest = !string.IsNullOrEmpty(payload.Manifest);
        var manifestText = !hasManifest || _manifests.IsKnown(payload.Manifest, out manifestSlot) ? null : payload.Manifest;
        if (IsTooLong(recipientText) || IsTooLong(senderText) || IsTooLong(manifestText))
        {
            _recipients.Forget(recipientSlot);
            _senders.Forget(senderSlot);
            _manifests.Forget(manifestSlot);
            return false;
        }

        var most = Overhead + MostBytes(recipientText) + MostBytes(senderText) + MostBytes(manifestText) + payload.Bytes.Length;
        var span = to.GetSpan(most);
        var at = Frames.HeaderLength;
        at += WriteNamed(span[at..], isPresent: true, recipientSlot, recipientText);
        at += WriteNamed(span[at..], sender is not null, senderSlot, senderText);
        at += Varint.Write(span[at..], (uint)payload.SerializerId);
        at += WriteNamed(span[at..], hasManifest, manifestSlot, manifestText);
        payload.Bytes.CopyTo(span[at..]);
        at += payload.Bytes.Length;
        Frames.WriteHeader(span, FrameKind.Message, at - Frames.HeaderLength);
        to.Advance(at);
        return true;
    }

    /// <summary>Whether the message stays within <paramref name="limit"/> even when all names have to be written out.</summary>
    public static bool Fits(RemoteActorRef recipient, IActorRef sender, in Payload payload, int limit)
    {
        var room = limit - Overhead - payload.Bytes.Length;
        if (room >= 3 * EnvelopeReader.MaxText) return true;
        var senderLength = sender is null ? 0 : Utf8Length(PathOf(sender));
        return Utf8Length(PathOnItsSystem(recipient)) + senderLength + Utf8Length(payload.Manifest) <= room;
    }

    private static int WriteNamed(Span<byte> to, bool isPresent, int slot, string text)
    {
        if (!isPresent)
        {
            to[0] = 0;
            return 1;
        }
        var at = Varint.Write(to, (uint)(2 * (slot + 1) + (text is null ? 0 : 1)));
        if (text is null) return at;
        var length = Utf8Length(text);
        at += Varint.Write(to[at..], (uint)length);
        return at + Encoding.UTF8.GetBytes(text, to[at..]);
    }

    private static int MostBytes(string text) => text is null ? 0 : Encoding.UTF8.GetMaxByteCount(text.Length);

    private static int Utf8Length(string text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static bool IsTooLong(string text) => Utf8Length(text) > EnvelopeReader.MaxText;

    private static string PathOf(IActorRef sender) =>
        sender is RemoteActorRef ? sender.Path.ToSerializationFormat() : PathOnItsSystem(sender);

    private static string PathOnItsSystem(IActorRef actor)
    {
        var path = actor.Path;
        var text = path.ToStringWithoutAddress();
        return path.Uid == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}#{path.Uid}");
    }
}
