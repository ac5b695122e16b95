namespace Akka.Sessions.Messages;

/// <summary>
/// The numbered batches of one origin for one audience. Numbers start at 1; a member's cursor is the last number it has applied in order.
/// </summary>
/// <param name="Origin">
/// The incarnation of the member that numbers the batches. It stands for the member because no view holds two members of one incarnation
/// (the second is refused), and it is 30 bytes shorter than the address, in every batch.
/// </param>
/// <param name="Stream">0 is the stream to everyone; others are for modes with one stream per receiver.</param>
internal readonly record struct StreamId(int Origin, int Stream = StreamId.Everyone)
{
    /// <summary>The stream that every member receives.</summary>
    public const int Everyone = 0;

    /// <inheritdoc/>
    public override string ToString() => $"{(uint)Origin:x8}/{Stream}";
}

/// <summary>How far one member has come in one stream.</summary>
internal readonly record struct StreamCursor(StreamId Stream, long Number);
