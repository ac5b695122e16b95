using Akka.Sessions.Web.Requests;
using Akka.Sessions.Web.Values;

namespace Akka.Sessions.Web.Plain;

/// <summary>
/// The session of one request behind <c>UseSession()</c>. What is on this node is read at once; what may need the network waits for
/// <see cref="LoadAsync"/>, which is left to the application. Attributes written to a session that is still on its way here
/// merge with it, since every member knows it by the same id.
/// </summary>
internal sealed class PlainSession(
    WebSessions sessions, PlainKey key, PlainTimeouts timeouts, Func<bool> tryEstablish, bool isNewKey)
    : SessionAttributes(sessions.Serializer)
{
    private readonly bool _isNewKey = isNewKey;
    private readonly RequestCommits _commits = new(sessions, sessions.Options.OnMissedCommit);
    private IReplicatedSession? _session;
    private bool _isLookedUp = isNewKey;
    private bool _isUncertain;
    private int _life;

    public override bool MayChange => true;

    public override bool IsAvailable
    {
        get
        {
            LookHere();
            return _session is not null || !_isUncertain;
        }
    }

    /// <summary>A one-way hash of the id, because applications log it.</summary>
    public override string Id => (Found?.Id ?? key.IdOf(_life)).ToString();

    public override IEnumerable<string> Keys => Found?.Names ?? [];

    private IReplicatedSession? Found
    {
        get
        {
            LookHere();
            return _session;
        }
    }

    public override bool TryRead(string name, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return Found is { } session && session.TryGetValue(name, out value);
    }

    public override void Write(string name, byte[] value)
    {
        if (Found is { } session)
        {
            session.Set(name, value);
            return;
        }

        if (_life == PlainKey.Lives)
        {
            throw new InvalidOperationException(
                $"This browser's session ended {PlainKey.Lives} times within akka.sessions.tombstone-retention; its key names no other.");
        }

        var made = sessions.Manager.Create(key.IdOf(_life));
        // Set first: what is refused establishes nothing.
        made.Set(name, value);
        if (!tryEstablish())
        {
            throw new InvalidOperationException(
                "A session cannot be established: the response has started, so its cookie can no longer be sent.");
        }

        if (made.IdleTimeout != timeouts.Idle) made.IdleTimeout = timeouts.Idle;
        _session = made;
    }

    /// <summary>Asks the other members when the session is not here.</summary>
    /// <exception cref="TimeoutException">A member that may hold the session did not answer.</exception>
    /// <exception cref="OperationCanceledException">The application gave up, or <c>SessionOptions.IOTimeout</c> has passed.</exception>
    public override async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        if (_isNewKey || Found is not null) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeouts.Network);
        var lives = await Task.WhenAll(Enumerable.Range(0, PlainKey.Lives)
            .Select(life => sessions.Manager.FindAsync(key.IdOf(life), tokens: null, patience.Token).AsTask()));
        Take(lives);
        _isUncertain = _session is null && lives.Any(life => !life.IsCertain);
        if (_isUncertain)
            throw new TimeoutException("A member that may hold the session did not answer; ISession.IsAvailable is false.");
    }

    /// <summary>
    /// Commits at the configured level. The middleware calls it when the answer is out and logs what it throws; an application that calls
    /// it before learns of a level that was missed, as <see cref="AkkaSessionsOptions.OnMissedCommit"/> says.
    /// </summary>
    /// <exception cref="MissedCommitException">A level was missed, and the policy is not <see cref="MissedCommitPolicy.Log"/>.</exception>
    public override async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        // Looked up even if nobody asked: each request counts as an access.
        if (Found is not { } session) return;
        if (Values.WriteOrGiveUp() is { } refused) _commits.GiveUp(session, refused);
        if (session.HasChanges && await _commits.TryCommitAsync(session, level: null, cancellationToken) is not null)
        {
            _session = null;
            Values.ForgetAll();
        }

        if (sessions.Options.OnMissedCommit is not MissedCommitPolicy.Log && _commits.Missed is { } missed) throw missed;
    }

    protected override void RemoveAttribute(string name) => Found?.Remove(name);

    protected override void ClearAttributes() => Found?.Clear();

    private void LookHere()
    {
        if (_isLookedUp) return;
        _isLookedUp = true;
        var here = new List<SessionLookup>(PlainKey.Lives);
        for (var life = 0; life < PlainKey.Lives && here.TrueForAll(found => found.Session is null); life++)
        {
            var search = sessions.Manager.FindAsync(key.IdOf(life)).AsTask();
            // One that goes on may find it for a later request. A node that has all sessions knows that this is none of them.
            here.Add(search.IsCompletedSuccessfully ? search.Result : default);
            _isUncertain |= !search.IsCompletedSuccessfully && !sessions.Manager.Status.IsReady;
        }

        Take(here);
    }

    private void Take(IReadOnlyList<SessionLookup> lives)
    {
        _session = lives.FirstOrDefault(life => life.Session is not null).Session;
        _session?.Touch();
        _life = lives.TakeWhile(life => life.EndReason is not null).Count();
    }
}

/// <summary>What <c>SessionOptions</c> says: after how much idleness a session ends, and how long its loading may take.</summary>
internal readonly record struct PlainTimeouts(TimeSpan Idle, TimeSpan Network);
