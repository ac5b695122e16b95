using Akka.Sessions.Model;

namespace Akka.Sessions.Wire;

/// <summary>
/// Session pieces as bytes: the payload of batches, pages and lookup replies. Encodings may be concatenated: one after another they decode to
/// all their pieces (a payload is a protobuf message of repeated fields, and pieces merge in any order).
/// </summary>
internal static class PieceCodec
{
    /// <summary>Encodes a piece.</summary>
    /// <param name="piece">A delta, a whole session, or an ended one.</param>
    /// <param name="author">Stamps of this incarnation need no writer of their own: the origin of the batch, the donor of the page.</param>
    public static byte[] Write(SessionPiece piece, int author) => throw new NotImplementedException();

    /// <summary>Encodes coalesced accesses.</summary>
    public static byte[] Write(IReadOnlyList<SessionAccess> accesses) => throw new NotImplementedException();

    /// <summary>Decodes a payload. Accesses come back as pieces that hold only their time.</summary>
    /// <exception cref="WireFormatException">The bytes are no payload, or over a limit.</exception>
    public static IReadOnlyList<SessionPiece> Read(ReadOnlyMemory<byte> payload, int author) => throw new NotImplementedException();
}
