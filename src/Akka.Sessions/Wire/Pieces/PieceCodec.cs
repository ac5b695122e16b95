using Akka.Sessions.Model;
using Akka.Sessions.Wire.Format;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>
/// Session pieces as bytes: the payload of batches, pages and lookup replies. Encodings may be concatenated: one after another they decode to
/// all their pieces (a payload is a protobuf message of repeated fields, and pieces merge in any order).
/// </summary>
internal static class PieceCodec
{
    /// <summary>The author of pages and lookup replies: no member, so every stamp names its writer.</summary>
    public const int NoAuthor = 0;

    /// <summary>Encodes a piece.</summary>
    /// <param name="piece">A delta, a whole session, or an ended one.</param>
    /// <param name="author">Stamps of this incarnation need no writer of their own: the origin of the batch, else <see cref="NoAuthor"/>.</param>
    public static byte[] Write(SessionPiece piece, int author) => new PieceWriter(author).Write(piece).ToByteArray();

    /// <summary>Encodes coalesced accesses.</summary>
    public static byte[] Write(IReadOnlyList<SessionAccess> accesses)
    {
        var accessed = new SessionsAccessed { Base = accesses.Min(a => a.At.ToUnixTimeMilliseconds()) };
        foreach (var access in accesses)
        {
            var (bytes, text) = SessionIdFormat.Write(access.Id);
            accessed.Accesses.Add(new Access { Id = bytes, IdText = text, After = access.At.ToUnixTimeMilliseconds() - accessed.Base });
        }

        return new Pieces { Accessed = { accessed } }.ToByteArray();
    }

    /// <summary>Decodes a payload. Accesses come back as pieces that hold only their time.</summary>
    /// <exception cref="WireFormatException">The bytes are no payload, or over a limit. Use nothing of it.</exception>
    public static IReadOnlyList<SessionPiece> Read(ReadOnlyMemory<byte> payload, int author)
    {
        var pieces = Parsing.Read(Pieces.Parser, payload.Span, "session pieces");
        var reader = new PieceReader(author);
        var read = new List<SessionPiece>(pieces.Created.Count + pieces.Delta.Count + pieces.Ended.Count);
        foreach (var created in pieces.Created) read.Add(reader.Read(created));
        foreach (var delta in pieces.Delta) read.Add(reader.Read(delta));
        foreach (var ended in pieces.Ended) read.Add(reader.Read(ended));
        foreach (var accessed in pieces.Accessed)
        {
            WireLimits.Count(accessed.Accesses.Count, WireLimits.Accesses, "accesses in one list");
            foreach (var access in accessed.Accesses) read.Add(PieceReader.Read(accessed.Base, access));
        }

        return read;
    }
}
