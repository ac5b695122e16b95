using System.Buffers;

namespace Akka.Sessions.Replication;

/// <summary>Encoded pieces one after another, as many as fit; the first fits always, however big.</summary>
internal sealed class DigestPage(int maxBytes)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Pieces in it.</summary>
    public int Count { get; private set; }

    /// <summary>False when the piece does not fit any more. One that is empty fits, and is nothing.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> piece)
    {
        if (Count > 0 && _bytes.WrittenCount + piece.Length > maxBytes) return false;
        if (piece.IsEmpty) return true;
        _bytes.Write(piece.Span);
        Count++;
        return true;
    }
}
