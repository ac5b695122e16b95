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
    private SessionState _state = SessionState.Empty;
    private DigestMark _digest;
    private bool _isHeard;
    private long _lastAccess;
    private int _accessIsUntold;

    public SessionId Id { get; } = id;

    /// <summary>What is counted for it, for comparing with other members.</summary>
    public ulong Digest => _digest.Digest;

    public SessionState State => Volatile.Read(ref _state);

    /// <summary>The latest access, whether it was told to the others already or not; the latest write where no access was ever told.</summary>
    public DateTimeOffset LastAccessed
    {
        get
        {
            var state = State;
            var told = state.LastAccessed ?? DateTimeOffset.FromUnixTimeMilliseconds(state.HighestStamp.Milliseconds);
            var here = DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _lastAccess));
            return here > told ? here : told;
        }
    }

    /// <summary>The tick at which the manager's expiry wheel brings it up next; the manager's alone.</summary>
    public long LookTick { get; set; }

    /// <summary>The state with the latest access in it: what a page or an answer to another member carries.</summary>
    public SessionState Whole => State is var state && IsLive(state)
        ? SessionState.Merge(state, SessionState.AccessedAt(LastAccessed))
        : state;

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
        digests.Replace(Id, ref _digest, SessionDigest.Of(Id, state, _isHeard));
    }

    /// <summary>The session is forgotten here, and counts for nothing.</summary>
    public void Leave(DigestIndex digests) => digests.Remove(Id, ref _digest);

    /// <summary>Notes an access that another member told of.</summary>
    public void NoteAccess(DateTimeOffset at)
    {
        var now = at.ToUnixTimeMilliseconds();
        for (var seen = Volatile.Read(ref _lastAccess); now > seen;)
        {
            var before = Interlocked.CompareExchange(ref _lastAccess, now, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    /// <summary>Notes an access here; true when it is the first that the others have not been told of.</summary>
    public bool Touch(DateTimeOffset at)
    {
        NoteAccess(at);
        return Volatile.Read(ref _accessIsUntold) == 0 && Interlocked.Exchange(ref _accessIsUntold, 1) == 0;
    }

    /// <summary>The access to tell the others now, unless a write has told them already; later ones are untold again.</summary>
    public SessionAccess? TakeAccess()
    {
        // Cleared first: an access in between is told twice rather than never.
        Volatile.Write(ref _accessIsUntold, 0);
        var latest = LastAccessed;
        return State is { IsEnded: false } state && !(latest <= state.LastAccessed) ? new SessionAccess(Id, latest) : null;
    }
}
