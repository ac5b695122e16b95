using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>Finds in a merged piece what has to be remembered.</summary>
internal static class TombstoneNotes
{
    /// <summary>What the piece leaves to be remembered; <see langword="null"/> when it neither ends a session nor removes an attribute.</summary>
    /// <param name="piece">A piece that was merged here.</param>
    /// <param name="source">The batch that carries it; its stream decides when everyone has heard.</param>
    public static Tombstone? TombstoneOf(this SessionPiece piece, StreamCursor source)
    {
        if (piece.State.IsEnded) return new(piece.Id, null, source.Stream, source.Number);
        return HighestRemoval(piece.State.Attributes) is { IsSet: true } removed
            ? new(piece.Id, removed, source.Stream, source.Number)
            : null;
    }

    private static Stamp HighestRemoval(AttributeSet attributes)
    {
        var highest = default(Stamp);
        for (var at = 0; at < attributes.Count; at++)
        {
            if (attributes.CellAt(at) is { IsRemoved: true } cell) highest = Stamp.Max(highest, cell.Stamp);
        }

        return highest;
    }
}
