using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Remote.Wire;

/// <summary>
/// Reads the message frames that an <see cref="EnvelopeWriter"/> wrote; the grammar stands there. Keeps the other halves of its tables.
/// </summary>
internal sealed class EnvelopeReader(ActorRefProvider provider, Address peer)
{
    /// <summary>Bytes in a path or manifest.</summary>
    public const int MaxText = 4096;

    private readonly Recipient[] _recipients = new Recipient[SlotTable.Refs];
    private readonly InternalActorRef[] _senders = new InternalActorRef[SlotTable.Refs];
    private readonly string[] _manifests = new string[SlotTable.Manifests];
    private readonly ActorPath _here = provider.RootPath;
    private readonly ActorPath _there = new RootActorPath(peer);

    public readonly record struct Envelope(InternalActorRef Recipient, InternalActorRef Sender, Payload Payload);

    public Envelope Read(ReadOnlySpan<byte> body)
    {
        if (!TryReadSlot(ref body, SlotTable.Refs, out var slot, out var text)) throw new WireException("it sent a message to nobody");
        if (text is not null) _recipients[slot] = new Recipient(PathOf(text, _here), provider);
        var recipient = Known(_recipients, slot);
        var hasSender = TryReadSlot(ref body, SlotTable.Refs, out slot, out text);
        if (text is not null) _senders[slot] = provider.Resolve(PathOf(text, _there));
        var sender = hasSender ? Known(_senders, slot) : null;
        var serializerId = (int)Varint.Read(ref body);
        var hasManifest = TryReadSlot(ref body, SlotTable.Manifests, out slot, out text);
        if (text is not null) _manifests[slot] = text;
        var manifest = hasManifest ? Known(_manifests, slot) : "";
        return new Envelope(recipient.Resolve(), sender, new Payload(serializerId, manifest, body.ToArray()));
    }

    private static bool TryReadSlot(ref ReadOnlySpan<byte> from, int slots, out int slot, out string text)
    {
        text = null;
        slot = 0;
        var code = Varint.Read(ref from);
        if (code == 0) return false;
        slot = (int)(code / 2) - 1;
        if (slot < 0 || slot >= slots) throw new WireException($"it named slot {slot} of a table of {slots}");
        if (code % 2 == 0) return true;
        var length = Varint.Read(ref from);
        if (length > MaxText || length > from.Length)
            throw new WireException($"it sent a path or manifest of {length} bytes, and at most {MaxText} are accepted");
        text = Encoding.UTF8.GetString(from[..(int)length]);
        from = from[(int)length..];
        return true;
    }

    private static T Known<T>(T[] table, int slot) where T : class =>
        table[slot] ?? throw new WireException($"it named slot {slot}, which it never filled");

    private static ActorPath PathOf(string text, ActorPath root) =>
        text.StartsWith('/') && ActorPath.TryParse(root, text, out var path) || ActorPath.TryParse(text, out path)
            ? path
            : throw new WireException("it sent something that is no path");

    /// <summary>A local actor by its path. With a uid it is found once; without, whoever lives there now is meant.</summary>
    private sealed class Recipient(ActorPath path, ActorRefProvider provider)
    {
        private InternalActorRef _found;

        public InternalActorRef Resolve()
        {
            if (_found is not null) return _found;
            var found = provider.Resolve(path);
            if (path.Uid != 0) _found = found;
            return found;
        }
    }
}
