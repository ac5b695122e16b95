namespace Akka.Sessions.Messages;

/// <summary>
/// A part of one message that is too big for a frame (an attribute may be 1 MiB, a session 4 MiB, a frame is 128,000 bytes). Any message may
/// travel so. A lost fragment is a lost message, and repaired as such.
/// </summary>
/// <param name="Member">The sender.</param>
/// <param name="MessageId">Numbers the fragmented messages of the sender.</param>
/// <param name="Index">From 0.</param>
/// <param name="Count">How many fragments make the message.</param>
/// <param name="Manifest">What the whole is.</param>
/// <param name="Bytes">This part of it.</param>
internal sealed record Fragment(
    MemberId Member, long MessageId, int Index, int Count, string Manifest, ReadOnlyMemory<byte> Bytes) : ISessionMessage;
