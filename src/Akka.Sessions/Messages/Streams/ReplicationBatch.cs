namespace Akka.Sessions.Messages;

/// <summary>
/// A numbered list of session pieces of one origin, through the topic of the context; again, point to point, as the answer to a
/// <see cref="RepairRequest"/>. It is encoded once: the payload is what goes to every member and what is kept for repair; Wire's
/// <c>PieceCodec</c> reads it. A receiver drops batches of its own and those whose origin it has never seen in a view.
/// </summary>
/// <param name="Stream">The stream the number belongs to.</param>
/// <param name="Number">1 and up, without holes.</param>
/// <param name="AckAtOnce">A commit waits: answer with <see cref="Cursors"/> as soon as the batch is applied.</param>
/// <param name="Payload">The encoded pieces. Never written to again.</param>
internal sealed record ReplicationBatch(StreamId Stream, long Number, bool AckAtOnce, ReadOnlyMemory<byte> Payload) : ISessionMessage
{
    private const int Overhead = 100;

    /// <summary>Bytes that keeping it takes, about: many that carry nothing are not nothing.</summary>
    public int Weight => Overhead + Payload.Length;
}
