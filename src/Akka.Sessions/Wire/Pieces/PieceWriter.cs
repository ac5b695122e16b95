using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Wire.Format;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>Model to wire: stamps become distances from the piece's highest, so that the one stamp of a commit is written once.</summary>
internal readonly struct PieceWriter(int author)
{
    public Pieces Write(SessionPiece piece)
    {
        var state = piece.State;
        var pieces = new Pieces();
        var content = state.Content;
        var highest = content.HighestStamp;
        var delta = Delta(piece, content, highest);
        long? created = state.Created is { } at ? at.ToUnixTimeMilliseconds() - highest.Milliseconds : null;
        if (state.End is { } end) pieces.Ended.Add(Ended(delta, created, end));
        else if (created is { } time) pieces.Created.Add(new SessionCreated { Delta = delta, Created = time });
        else pieces.Delta.Add(delta);
        return pieces;
    }

    private SessionDelta Delta(SessionPiece piece, SessionState state, Stamp highest)
    {
        var (bytes, text) = SessionIdFormat.Write(piece.Id);
        var delta = new SessionDelta { Id = bytes, IdText = text, Route = piece.Id.Route ?? "", Time = highest.Time };
        if (piece.IdleFor > TimeSpan.Zero) delta.IdleFor = (ulong)Math.Min(piece.IdleFor.TotalMilliseconds, SessionState.LongestTimeoutMilliseconds);
        if (highest.IsSet && highest.Writer != author) delta.Writer = highest.Writer;
        if (state.LastAccessed is { } accessed) delta.Accessed = accessed.ToUnixTimeMilliseconds() - highest.Milliseconds;
        // The reader's limit is above what may live in a session; removals that have piled up beyond it stay behind.
        var attributes = state.Attributes.Count <= WireLimits.Attributes ? state.Attributes : state.Attributes.ForgetRemoved(highest);
        for (var i = 0; i < attributes.Count; i++) delta.Attributes.Add(Attribute(attributes.NameAt(i), attributes.CellAt(i), highest));
        if (state.IdleTimeout is { } idle) delta.IdleTimeout = Timeout(idle, highest);
        if (state.AbsoluteTimeout is { } absolute) delta.AbsoluteTimeout = Timeout(absolute, highest);
        if (state.Principal is { } principal) delta.Principal = Principal(principal, highest);
        return delta;
    }

    private SessionEnded Ended(SessionDelta delta, long? created, SessionEnd end)
    {
        var ended = new SessionEnded { Delta = delta };
        if (created is { } time) ended.Created = time;
        foreach (var move in end.Moves) ended.Moves.Add(Move(move));

        if (end.Verdict is { } verdict)
        {
            ended.Verdict = new() { Invalidated = verdict.IsInvalidated, Time = verdict.Stamp.Time };
            if (verdict.Stamp.Writer != author) ended.Verdict.Writer = verdict.Stamp.Writer;
        }

        return ended;
    }

    private Move Move(SessionMove move)
    {
        var (bytes, text) = SessionIdFormat.Write(move.Target);
        var written = new Move { Target = bytes, TargetText = text, Route = move.Target.Route ?? "", Time = move.Stamp.Time };
        if (move.Stamp.Writer != author) written.Writer = move.Stamp.Writer;
        return written;
    }

    private static Format.Attribute Attribute(string name, AttributeCell cell, Stamp highest)
    {
        var stamp = cell.Stamp;
        // Wrapped, not copied: cells are never written to.
        var attribute = new Format.Attribute
        {
            Name = name,
            Value = UnsafeByteOperations.UnsafeWrap(cell.Value),
            Removed = cell.IsRemoved,
            Before = highest.Time - stamp.Time,
        };
        if (stamp.Writer != highest.Writer) attribute.Writer = stamp.Writer;
        return attribute;
    }

    private static Format.Timeout Timeout(Register<TimeSpan> register, Stamp highest)
    {
        var timeout = new Format.Timeout { Milliseconds = (long)register.Value.TotalMilliseconds, Before = highest.Time - register.Stamp.Time };
        if (register.Stamp.Writer != highest.Writer) timeout.Writer = register.Stamp.Writer;
        return timeout;
    }

    private static Principal Principal(Register<string> register, Stamp highest)
    {
        var principal = new Principal { Name = register.Value, Before = highest.Time - register.Stamp.Time };
        if (register.Stamp.Writer != highest.Writer) principal.Writer = register.Stamp.Writer;
        return principal;
    }
}
