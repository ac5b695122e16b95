using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Wire.Format;

namespace Akka.Sessions.Wire;

/// <summary>Wire to model. Nothing is believed: whatever is over a limit, or no value a member could have written, refuses the whole payload.</summary>
internal readonly struct PieceReader(int author)
{
    public SessionPiece Read(SessionDelta delta) => Piece(delta, State(delta, null, null));

    public SessionPiece Read(SessionCreated created)
    {
        var delta = created.Delta ?? throw new WireFormatException("A created session without its delta.");
        return Piece(delta, State(delta, Time(delta, created.Created), null));
    }

    public SessionPiece Read(SessionEnded ended)
    {
        var delta = ended.Delta ?? throw new WireFormatException("An ended session without its id.");
        WireLimits.Count(ended.Moves.Count, WireLimits.Moves, "moves of a session");
        var end = SessionEnd.Of(ended.Moves.Select(Move), Verdict(ended.Verdict))
            ?? throw new WireFormatException("An ended session with neither a move nor a verdict.");
        return Piece(delta, State(delta, ended.HasCreated ? Time(delta, ended.Created) : null, end));
    }

    public static SessionPiece Read(long baseMilliseconds, Access access)
    {
        if (access.After < 0) throw new WireFormatException($"An access {access.After} ms after the earliest.");
        return new(SessionIdFormat.Read(access.Id, access.IdText), SessionState.AccessedAt(Time(baseMilliseconds, access.After)));
    }

    private static SessionPiece Piece(SessionDelta delta, SessionState state) => new(Id(delta), state) { IdleFor = Idle(delta.IdleFor) };

    private static TimeSpan Idle(ulong milliseconds) => milliseconds <= SessionState.LongestTimeoutMilliseconds
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new WireFormatException($"A session idle for {milliseconds} ms; at most {SessionState.LongestTimeoutMilliseconds}.");

    private static SessionId Id(SessionDelta delta) => SessionIdFormat.Read(delta.Id, delta.IdText, delta.Route);

    private SessionState State(SessionDelta delta, DateTimeOffset? created, SessionEnd? end)
    {
        WireLimits.Count(delta.Attributes.Count, WireLimits.Attributes, "attributes of a session");
        var highest = delta.Time == 0 ? default : Stamp(delta.Time, delta.HasWriter ? delta.Writer : author);
        return SessionState.Of(
            AttributeSet.Of(delta.Attributes.Select(a => Attribute(a, highest))),
            created,
            delta.HasAccessed ? Time(delta, delta.Accessed) : null,
            Timeout(delta.IdleTimeout, highest),
            Timeout(delta.AbsoluteTimeout, highest),
            Principal(delta.Principal, highest),
            end);
    }

    private static (string Name, AttributeCell Cell) Attribute(Format.Attribute attribute, Stamp highest)
    {
        if (attribute.Name.Length == 0) throw new WireFormatException("An attribute without a name.");
        WireLimits.Text(attribute.Name, WireLimits.NameLength, "attribute name");
        WireLimits.Count(attribute.Value.Length, WireLimits.ValueBytes, "bytes of an attribute");
        var stamp = Earlier(highest, attribute.Before, attribute.HasWriter ? attribute.Writer : highest.Writer);
        if (!attribute.Removed) return (attribute.Name, AttributeCell.Written(attribute.Value.Span, stamp));
        return attribute.Value.IsEmpty ? (attribute.Name, AttributeCell.Removed(stamp)) : throw new WireFormatException("A removed attribute with a value.");
    }

    private static Register<TimeSpan>? Timeout(Format.Timeout? timeout, Stamp highest)
    {
        if (timeout is null) return null;
        if (timeout.Milliseconds is < -1 or > SessionState.LongestTimeoutMilliseconds)
            throw new WireFormatException($"A timeout of {timeout.Milliseconds} ms; from -1 to {SessionState.LongestTimeoutMilliseconds}.");
        var stamp = Earlier(highest, timeout.Before, timeout.HasWriter ? timeout.Writer : highest.Writer);
        return new(TimeSpan.FromMilliseconds(timeout.Milliseconds), stamp);
    }

    private static Register<string>? Principal(Principal? principal, Stamp highest) => principal is null
        ? null
        : new(
            WireLimits.Text(principal.Name, WireLimits.PrincipalLength, "principal name"),
            Earlier(highest, principal.Before, principal.HasWriter ? principal.Writer : highest.Writer));

    private SessionMove Move(Move move) =>
        new(SessionIdFormat.Read(move.Target, move.TargetText, move.Route), Stamp(move.Time, move.HasWriter ? move.Writer : author));

    private SessionVerdict? Verdict(Verdict? verdict) => verdict is null
        ? null
        : new(verdict.Invalidated, Stamp(verdict.Time, verdict.HasWriter ? verdict.Writer : author));

    private static Stamp Earlier(Stamp highest, ulong before, int writer) => before < highest.Time
        ? new(highest.Time - before, writer)
        : throw new WireFormatException("A register that was never written.");

    private static Stamp Stamp(ulong time, int writer) => time is > 0 and <= Messages.Stamp.MaxTime
        ? new(time, writer)
        : throw new WireFormatException($"A stamp of {time}; from 1 to {Messages.Stamp.MaxTime}.");

    private static DateTimeOffset Time(SessionDelta delta, long offset) => Time((long)(delta.Time >> 16), offset);

    private static DateTimeOffset Time(long milliseconds, long offset)
    {
        // Neither sum can overflow within these bounds.
        const long max = 253_402_300_799_999;
        if (milliseconds is < 0 or > max || offset is < -max or > max || milliseconds + offset is < 1 or > max)
            throw new WireFormatException($"A time of {milliseconds} and {offset} ms since 1970; from 1 to {max}.");
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + offset);
    }
}
