using System.Buffers;
using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>
/// Numbers the batches of one stream of ours. A piece gets its number when it enters the open batch, so no answer waits for the network;
/// pieces offered while the owner is busy sending share a batch. A batch is at most <c>maxBatchBytes</c> unless one piece alone is bigger.
/// </summary>
/// <remarks>
/// The replicator calls <see cref="Offer"/> for each commit, tells itself to flush when <see cref="HasOpen"/> turned true, and on that message
/// publishes everything that <see cref="Take"/> returns (keeping each in <see cref="RetainedBatches"/>). So it sends at once when idle and collects when not.
/// </remarks>
internal sealed class Outbox(StreamId stream, int maxBatchBytes = Outbox.DefaultBatchBytes)
{
    /// <summary>Well under the frame limit of 128,000 bytes, envelope included.</summary>
    public const int DefaultBatchBytes = 64 * 1024;

    private readonly List<ReplicationBatch> _closed = [];
    private readonly ArrayBufferWriter<byte> _open = new();
    private bool _ackAtOnce;

    public StreamId Stream => stream;

    /// <summary>The number of the newest piece; 0 before the first. It may still be in the open batch.</summary>
    public long LastNumber { get; private set; }

    /// <summary>The last number that <see cref="Take"/> has returned: what <see cref="Cursors"/> announces.</summary>
    public long LastTaken { get; private set; }

    /// <summary>Something waits for <see cref="Take"/>.</summary>
    public bool HasOpen => _closed.Count > 0 || _open.WrittenCount > 0;

    /// <summary>Adds encoded pieces that belong together (they travel in one batch) and returns the number they will travel under.</summary>
    /// <param name="pieces">Encoded by Wire's <c>PieceCodec</c>; encodings may simply stand one after another.</param>
    /// <param name="ackAtOnce">A commit waits for acknowledgements.</param>
    public long Offer(ReadOnlySpan<byte> pieces, bool ackAtOnce)
    {
        if (pieces.IsEmpty) throw new ArgumentException("An empty piece needs no number.", nameof(pieces));
        if (_open.WrittenCount > 0 && _open.WrittenCount + pieces.Length > maxBatchBytes) Close();
        if (_open.WrittenCount == 0) LastNumber++;
        if (pieces.Length > maxBatchBytes)
        {
            // Past the buffer, which would stay as big as this.
            _closed.Add(new(stream, LastNumber, ackAtOnce, pieces.ToArray()));
            return LastNumber;
        }

        _open.Write(pieces);
        _ackAtOnce |= ackAtOnce;
        return LastNumber;
    }

    /// <summary>Closes the open batch and returns all that were closed, in order.</summary>
    public IReadOnlyList<ReplicationBatch> Take()
    {
        if (_open.WrittenCount > 0) Close();
        ReplicationBatch[] taken = [.. _closed];
        _closed.Clear();
        LastTaken = LastNumber;
        return taken;
    }

    private void Close()
    {
        _closed.Add(new(stream, LastNumber, _ackAtOnce, _open.WrittenSpan.ToArray()));
        _open.ResetWrittenCount();
        _ackAtOnce = false;
    }
}
