using Akka.Sessions.Model;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>
/// One session as every thread of this node sees it: the state that its actor published last, and the latest access. Only the session's actor
/// publishes, so a reader never waits and never sees a half of anything. The actor begins from here again after a crash. (The actors know it
/// with its actor: not sealed.)
/// </summary>
internal class SessionHandle(SessionId id)
{
    /// <summary>For so many votes on its end, one after another, a request waits; then it goes on.</summary>
    public const int MostHolds = 3;

    private SessionState _state = SessionState.Empty;
    private DigestMark _digest;
    private bool _isHeard;
    private AccessTimes _accesses;
    private bool _isHeld;
    private DeferredAttributes? _deferred;

    public SessionId Id { get; } = id;

    /// <summary>What is counted for it, for comparing with other members.</summary>
    public ulong Digest => _digest.Digest;

    public SessionState State => Volatile.Read(ref _state);

    /// <summary>The latest access, whether it was told to the others already or not; the latest write where no access was ever told.</summary>
    public DateTimeOffset LastAccessed => State is var state && _accesses.Latest(state.LastAccessed) is { } latest
        ? latest
        : DateTimeOffset.FromUnixTimeMilliseconds(state.HighestStamp.Milliseconds);

    /// <summary>The tick at which the manager's expiry wheel brings it up next; the manager's alone.</summary>
    public long LookTick { get; set; }

    /// <summary>Its end is being voted on: a new request asks the manager, which alone writes this.</summary>
    public bool IsHeld
    {
        get => Volatile.Read(ref _isHeld);
        set => Volatile.Write(ref _isHeld, value);
    }

    /// <summary>What was changed here and waits to be sent with the next commit here; mostly <see langword="null"/>.</summary>
    public DeferredAttributes? Deferred => Volatile.Read(ref _deferred);

    /// <summary>Whether a state is that of a session to be found: something is known of it, and no end.</summary>
    public static bool IsLive(SessionState state) => !state.IsEnded && !state.IsEmpty;

    /// <summary>By the session's actor alone.</summary>
    /// <param name="state">What is held from now on.</param>
    /// <param name="digests">Where it is counted, for comparing with other members.</param>
    /// <param name="isHeard">Everyone has heard that it ended.</param>
    public void Publish(SessionState state, DigestIndex digests, bool isHeard)
    {
        _isHeard = isHeard || (_isHeard && Equals(state.End, State.End));
        Volatile.Write(ref _state, state);
        if (state.IsEnded) Volatile.Write(ref _deferred, null);
        digests.Replace(Id, ref _digest, SessionDigest.Of(Id, state, _isHeard));
    }

    /// <summary>From any thread: puts others in the place of those seen last; false when somebody was faster.</summary>
    public bool ReplaceDeferred(DeferredAttributes? seen, DeferredAttributes? others) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _deferred, others, seen), seen);

    /// <summary>The session is forgotten here, and counts for nothing.</summary>
    public void Leave(DigestIndex digests) => digests.Remove(Id, ref _digest);

    /// <summary>How it stands now.</summary>
    public SessionAge AgeAt(Moment moment, TimeSpan defaultIdleTimeout) => SessionAge.Of(State, ref _accesses, defaultIdleTimeout, moment);

    /// <summary>The state with the latest access in it, and how long ago that is: what a page or an answer to another member carries.</summary>
    public SessionPiece WholeAt(TimeSpan uptime)
    {
        var state = State;
        return IsLive(state)
            ? new(Id, SessionState.Merge(state, SessionState.AccessedAt(LastAccessed))) { IdleFor = _accesses.IdleFor(uptime) }
            : new(Id, state);
    }

    /// <summary>Notes an access that another member told of.</summary>
    public void NoteAccess(DateTimeOffset at, TimeSpan idleFor, TimeSpan uptime) => _accesses.Note(at, idleFor, uptime);

    /// <summary>Notes what a piece that was merged says of its last access. A session begins to be idle when the first of it comes.</summary>
    public void NoteAccess(SessionPiece piece, TimeSpan uptime)
    {
        if (piece.State.LastAccessed is not null || !_accesses.IsKnown) _accesses.Note(piece.State.LastAccessed, piece.IdleFor, uptime);
    }

    /// <summary>Notes an access here.</summary>
    /// <param name="moment">Now.</param>
    /// <param name="isNews">True when it is the first that the others have not been told of.</param>
    /// <returns>The time of the access for the others: later than all that is known.</returns>
    public DateTimeOffset Touch(Moment moment, out bool isNews) => _accesses.Touch(State.LastAccessed, moment, out isNews);

    /// <summary>The access to tell the others now, unless a write has told them already; later ones are untold again.</summary>
    public SessionAccess? TakeAccess()
    {
        var state = State;
        return _accesses.Take(state.LastAccessed) is { } latest && !state.IsEnded ? new SessionAccess(Id, latest) : null;
    }
}
