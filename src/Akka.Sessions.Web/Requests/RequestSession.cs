using System.Diagnostics.CodeAnalysis;
using Akka.Sessions.Web.Cookies;
using Akka.Sessions.Web.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Akka.Sessions.Web.Requests;

/// <summary>
/// The session of one request, from the cookie that names it to the cookies that answer. No session is made before the application
/// writes, and an id that no member vouches for is never adopted.
/// </summary>
internal sealed class RequestSession : ISessionFeature, IReplicatedSessionFeature
{
    private readonly HttpContext _context;
    private readonly WebSessions _sessions;
    private readonly RequestCommits _commits;
    private readonly SessionPolicy _policy;
    private readonly SessionId? _named;
    private readonly string? _route;
    private readonly TokensOfRequest? _tokens;
    private ISessionLease? _lease;
    private IReadOnlyList<SessionToken> _deniedTokens = [];
    private bool _isAnswered;
    private bool _namedIsDead;
    private bool _newIdIsUnconfirmed;

    public RequestSession(HttpContext context, WebSessions sessions)
    {
        _context = context;
        _sessions = sessions;
        _policy = sessions.PolicyOf(context);
        _commits = new(sessions, OnMissedCommit);
        Values = new(this, sessions.Serializer);
        Session = Values.Whole;
        CommitLevel = _policy.Level;
        if (sessions.Cookies.Text(context.Request) is not { } cookie) return;
        (_named, _route, Former) = sessions.Cookies.Read(cookie);
        if (NamesOne) _tokens = sessions.Cookies.ReadTokens(context.Request);
        else sessions.CookieRefused(cookie.Length, Former);
    }

    public ISession Session { get; set; }

    /// <summary>What the application holds as objects.</summary>
    public ValuesOfRequest Values { get; }

    /// <summary>The session found or made; <see langword="null"/> while the request has an empty one that nobody has written to.</summary>
    public IReplicatedSession? Current
    {
        get;
        private set
        {
            if (field is not null && field != value) Values.ForgetAll();
            field = value;
        }
    }

    public FormerSession Former { get; private set; }

    public CommitLevel? CommitLevel { get; set; }

    public bool IsReadOnly => _policy.IsReadOnly;

    public bool IsNew => Current is null or { IsNew: true };

    public DateTimeOffset Created => CurrentOrNew().Created;

    public DateTimeOffset LastAccessed => CurrentOrNew().LastAccessed;

    public TimeSpan IdleTimeout
    {
        get => CurrentOrNew().IdleTimeout;
        set => ForWriting().IdleTimeout = value;
    }

    public TimeSpan AbsoluteTimeout
    {
        get => CurrentOrNew().AbsoluteTimeout;
        set => ForWriting().AbsoluteTimeout = value;
    }

    public string? Principal
    {
        get => Current?.Principal;
        set => ForWriting().Principal = value;
    }

    /// <summary>What the policy has to judge: the first miss of this request that its application was not told about.</summary>
    public MissedCommitException? Missed => _commits.Missed;

    /// <summary>What becomes of the answer then. To say of an exclusive request that it is done, when it may be lost, is what it is not for.</summary>
    public MissedCommitPolicy OnMissedCommit => _policy.IsExclusive && _sessions.Options.OnMissedCommit is MissedCommitPolicy.Log
        ? MissedCommitPolicy.ServiceUnavailable
        : _sessions.Options.OnMissedCommit;

    /// <summary>Whether the request has to wait for its turn before its session is looked up.</summary>
    public bool NeedsLease => _policy.IsExclusive && NamesOne;

    /// <summary>Whether the request names a session, so that looking it up may need the network.</summary>
    public bool NamesOne => _named is not null;

    public ISession Scope(string name) => Values.Scope(name);

    /// <summary>Waits for the request's turn. False when it is not to come: the request is to be repeated.</summary>
    public async ValueTask<bool> TryLeaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            _lease = await _sessions.Manager.AcquireAsync(_named!.Value, cancellationToken);
            return true;
        }
        catch (Exception refusal) when (refusal is SessionNotLeasedException or SessionsStoppedException)
        {
            _sessions.Log.ExclusiveRefused(refusal.Message);
            return false;
        }
    }

    /// <summary>
    /// Ends the request's turn, whatever has become of the request: what it changed is committed before, since one that failed is committed too.
    /// </summary>
    public async ValueTask EndLeaseAsync()
    {
        if (_lease is not { } lease) return;
        try
        {
            if (!IsNew) await CommitChangesAsync();
        }
        catch (Exception exception)
        {
            _sessions.Log.LateCommitFailed(Session.Id, exception);
        }
        finally
        {
            lease.LastCommit = _commits.LastReceipt?.Token;
            lease.Dispose();
            _lease = null;
        }
    }

    public async ValueTask LookUpAsync(CancellationToken cancellationToken)
    {
        if (_named is not { } id) return;
        var lookup = await _sessions.Manager.FindAsync(id, _tokens?.Tokens, cancellationToken);
        _deniedTokens = lookup.DeniedTokens;
        Current = Guarded(lookup.Session);
        Current?.Touch();
        Former = lookup switch
        {
            { Session: not null } => FormerSession.Found,
            { EndReason: SessionEndReason.Expired } => FormerSession.Expired,
            { EndReason: SessionEndReason.Moved } => FormerSession.Moved,
            { EndReason: SessionEndReason.Invalidated } => FormerSession.Invalidated,
            { IsCertain: false } => FormerSession.Unanswered,
            _ => FormerSession.Unknown,
        };
        if (Former is FormerSession.Unanswered) _sessions.Log.LookupUnanswered();
    }

    /// <summary>For what needs a session but changes nothing; one that is never written is never stored.</summary>
    public IReplicatedSession CurrentOrNew() => Current ??= Guarded(_sessions.Manager.Create());

    public IReplicatedSession ForWriting()
    {
        if (IsNew) ThrowIfAnswered("A session cannot be established: the response has started, so its cookie can no longer be sent.");
        return CurrentOrNew();
    }

    /// <summary>Commits what changed since the last commit. A miss is kept in <see cref="Missed"/>.</summary>
    public async ValueTask CommitChangesAsync(CancellationToken cancellationToken = default)
    {
        if (Current is { } held && Values.WriteOrGiveUp() is { } refused) _commits.GiveUp(held, refused);
        if (Current is not { HasChanges: true } session || MayNotBeKept(session)) return;
        if (IsOutdated(session))
        {
            Current = null;
            _commits.Drop(session, SessionEndReason.Moved);
            return;
        }

        if (!_policy.IsReplicated && session.TryDefer()) return;
        if (await _commits.TryCommitAsync(session, Sufficient(CommitLevel), cancellationToken) is not { } ended) return;
        Current = null;
        // Whoever moved the session has sent the browser its new id, and that must stay.
        _namedIsDead |= ended is SessionEndedException { Reason: not SessionEndReason.Moved };
    }

    public async Task CommitOrThrowAsync(CancellationToken cancellationToken)
    {
        // The caller is there to be told what cannot be stored.
        Values.WriteChanged();
        await CommitChangesAsync(cancellationToken);
        if (OnMissedCommit is not MissedCommitPolicy.Log && Missed is { } missed) throw missed;
    }

    public async ValueTask<CommitReceipt> CommitAsync(CommitLevel? level = null, CancellationToken cancellationToken = default)
    {
        level = Sufficient(level ?? CommitLevel);
        if (Current is not { } session) return RequestCommits.Nothing(level);
        if (IsOutdated(session)) throw new SessionEndedException(SessionEndReason.Moved);
        if (MayNotBeKept(session)) return RequestCommits.Nothing(level) with { IsSatisfied = false };
        Values.WriteChanged();
        return await _commits.CommitAsync(session, level, cancellationToken);
    }

    public async ValueTask<CommitReceipt> RotateIdAsync(CancellationToken cancellationToken = default)
    {
        if (IsReadOnly) throw ReadOnlySession.Refusal("its id was not changed");
        ThrowIfAnswered("The session id cannot be changed: the response has started, so the new cookie can no longer be sent.");
        // The id of a new session has not been handed out, so nobody can have fixed it.
        if (Current is not { IsNew: false } session) return await CommitAsync(cancellationToken: cancellationToken);

        Values.WriteChanged();
        _newIdIsUnconfirmed = true;
        var receipt = _commits.Judge(session, await session.RotateIdAsync(cancellationToken));
        _newIdIsUnconfirmed = !receipt.IsSatisfied;
        if (_newIdIsUnconfirmed) _sessions.Log.RotationMissed(session.Id.ToString());
        return receipt;
    }

    public async ValueTask<CommitReceipt> InvalidateAsync(CancellationToken cancellationToken = default)
    {
        if (IsReadOnly) throw ReadOnlySession.Refusal("it was not invalidated");
        var session = Current;
        Current = null;
        if (session is null or { IsNew: true }) return RequestCommits.Nothing(CommitLevel);
        _namedIsDead = true;
        _newIdIsUnconfirmed = false;
        return _commits.Judge(session, await session.InvalidateAsync(Sufficient(CommitLevel), cancellationToken));
    }

    /// <summary>The last thing before the header leaves; whatever becomes of the session later, the browser is not told.</summary>
    public void WriteCookies()
    {
        _isAnswered = true;
        foreach (var name in _tokens?.Garbage ?? []) _sessions.Cookies.DeleteToken(_context, name);
        foreach (var denied in _deniedTokens) _sessions.Cookies.DeleteToken(_context, denied.Incarnation);
        if (Current is { IsNew: false, IsEnded: false } session)
        {
            WriteSession(session.Id);
            if (_commits.LastReceipt is { Token: { } token } receipt) WriteToken(token, receipt.Missing.Count == 0);
        }
        else if (_namedIsDead)
        {
            _sessions.Cookies.Delete(_context);
        }
    }

    /// <summary>The request is over, answered or not: its context belongs to others from now on.</summary>
    public void Leave() => _isAnswered = true;

    // The next in turn waits for the commit, and finds it with any majority that is left.
    private CommitLevel? Sufficient(CommitLevel? asked)
    {
        if (!_policy.IsExclusive) return asked;
        return (asked ?? _sessions.Options.CommitLevel) is Sessions.CommitLevel.All ? Sessions.CommitLevel.All : Sessions.CommitLevel.Majority;
    }

    private void WriteSession(SessionId id)
    {
        var isRebound = _named == id;
        var route = _sessions.Routes.For(isRebound ? _route : null);
        if (_newIdIsUnconfirmed || (isRebound && (route == _route || !_sessions.Cookies.MayBeSent(_context)))) return;
        _sessions.Cookies.Send(_context, id, route);
        if (isRebound) _sessions.Meter.CookieRebound();
    }

    [return: NotNullIfNotNull(nameof(session))]
    private IReplicatedSession? Guarded(IReplicatedSession? session) =>
        IsReadOnly && session is not null ? new ReadOnlySession(session) : session;

    private void WriteToken(SessionToken token, bool everyoneHasIt)
    {
        SessionToken[] carried = [.. (_tokens?.Tokens ?? []).Except(_deniedTokens)];
        var isCarried = carried.Any(other => other.Incarnation == token.Incarnation);
        if (everyoneHasIt)
        {
            if (isCarried) _sessions.Cookies.DeleteToken(_context, token.Incarnation);
            return;
        }

        if (!isCarried && carried.Length >= TokensOfRequest.MaxTokens) _sessions.Cookies.DeleteToken(_context, carried[0].Incarnation);
        _sessions.Cookies.SendToken(_context, token);
    }

    // A browser that came with a moved id has been sent the new one; a cookie of ours would take that away from it again.
    private bool IsOutdated(IReplicatedSession session) => session.IsNew && Former is FormerSession.Moved;

    // Or the request ended before its cookie could be sent: then nobody would ever find the session.
    private bool MayNotBeKept(IReplicatedSession session) => session.IsNew && (_isAnswered || !_sessions.Cookies.MayBeSent(_context));

    private void ThrowIfAnswered(string message)
    {
        // The flag first: after the request the context may already serve another one.
        if (_isAnswered || _context.Response.HasStarted) throw new InvalidOperationException(message);
    }
}
