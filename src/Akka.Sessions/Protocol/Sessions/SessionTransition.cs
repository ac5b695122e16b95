using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>Who hears of what happens to the sessions of this member. Told on the thread of the session, so it must return at
/// once.</summary>
internal interface ISessionWatch
{
    /// <summary>Whether anyone wants to hear of what happened here, or of what came from another member.</summary>
    bool Watches(bool isHere);

    void Tell(SessionTransition transition);
}

internal sealed class NobodyWatches : ISessionWatch
{
    public static readonly NobodyWatches Instance = new();

    public bool Watches(bool isHere) => false;

    public void Tell(SessionTransition transition)
    {
        // Nobody listens.
    }
}

/// <summary>A session's state before and after; what that means is found out where somebody listens, off the thread of the
/// session.</summary>
/// <param name="Id">The session.</param>
/// <param name="Before">Its state before.</param>
/// <param name="After">Its state after.</param>
/// <param name="At">When.</param>
/// <param name="IsHere">It was written here.</param>
/// <param name="IsMove">What came is the content of another id that moved here: no session was created.</param>
internal sealed record SessionTransition(
    SessionId Id, SessionState Before, SessionState After, DateTimeOffset At, bool IsHere, bool IsMove = false)
{
    /// <summary>What happened, in order.</summary>
    public IEnumerable<SessionEvent> Events()
    {
        if (Before.IsEnded) yield break;
        if (After.End is { } end)
        {
            // Of what was never known here there is nothing to tell.
            if (!Before.IsEmpty) yield return EndOf(end);
            yield break;
        }

        if (Before.IsEmpty && IsMove) yield break;
        if (Before.Created is null && After.Created is not null && !IsMove) yield return new SessionEvent.Created(Id, At, IsHere);
        foreach (var name in ChangedNames()) yield return ChangeOf(name);
    }

    private SessionEvent EndOf(SessionEnd end) => end.Reason switch
    {
        SessionEndReason.Moved => new SessionEvent.IdChanged(Id, At, IsHere, end.Move!.Target),
        SessionEndReason.Invalidated => new SessionEvent.Invalidated(Id, At, IsHere, new(Before)),
        _ => new SessionEvent.Expired(Id, At, IsHere, new(Before)),
    };

    private IEnumerable<string> ChangedNames()
    {
        if (ReferenceEquals(Before.Attributes, After.Attributes)) yield break;
        foreach (var name in After.Attributes.LiveNames)
        {
            After.Attributes.TryGetValue(name, out var now);
            if (!Before.Attributes.TryGetValue(name, out var then) || !now.Span.SequenceEqual(then.Span)) yield return name;
        }

        foreach (var name in Before.Attributes.LiveNames)
        {
            if (!After.Attributes.TryGetValue(name, out _)) yield return name;
        }
    }

    private SessionEvent.AttributeChanged ChangeOf(string kept)
    {
        var (before, after) = (ValueOf(Before, kept), ValueOf(After, kept));
        return ReservedNames.TrySplit(kept, out var scope, out var name)
            ? new(Id, At, IsHere, scope, name, before, after)
            : new(Id, At, IsHere, null, kept, before, after);
    }

    // Spelt out: a bare null would become empty bytes.
    private static ReadOnlyMemory<byte>? ValueOf(SessionState state, string name) =>
        state.Attributes.TryGetValue(name, out var value) ? value : default(ReadOnlyMemory<byte>?);
}
