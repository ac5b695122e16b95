using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// The leases that this member holds and waits for, whoever their home is. What is not answered is sent again, to whoever is the home then; what
/// is not wanted any more is given back until that is acknowledged.
/// </summary>
/// <param name="self">This member.</param>
/// <param name="limits">Bounds.</param>
/// <param name="homeOf">The home of a session in a view: the same on every member.</param>
internal sealed class LeaseTenant<TWaiter>(MemberId self, LeaseLimits limits, Func<SessionId, View, MemberId> homeOf)
    where TWaiter : class
{
    private readonly SortedDictionary<long, Tenancy> _byNumber = [];
    private readonly Dictionary<TWaiter, Tenancy> _byWaiter = [];
    private readonly Dictionary<MemberId, long> _answered = [];
    private View _view = new(self, []);
    private long _lastNumber;

    private enum Stage
    {
        Waiting,
        Held,
        GivenBack,
    }

    /// <summary>Held, waited for, or not yet known to be given back.</summary>
    public int Count => _byNumber.Count;

    public LeaseStep<TWaiter> Ask(SessionId session, TWaiter waiter, TimeSpan now)
    {
        var step = new LeaseStep<TWaiter>();
        if (RefusalNow() is { } reason)
        {
            step.Refused.Add((waiter, reason));
            return step;
        }

        var tenancy = new Tenancy(new LeaseId(self.Incarnation, ++_lastNumber), session, waiter, now);
        _byNumber[tenancy.Lease.Number] = _byWaiter[waiter] = tenancy;
        Send(tenancy, step, now);
        return step;
    }

    /// <summary>The waiter holds it no more, or waits for it no more.</summary>
    public LeaseStep<TWaiter> GiveBack(TWaiter waiter, StreamCursor? written, TimeSpan now)
    {
        var step = new LeaseStep<TWaiter>();
        if (_byWaiter.TryGetValue(waiter, out var tenancy)) GiveBack(tenancy, written, step, now);
        return step;
    }

    public LeaseStep<TWaiter> OnGrant(LeaseGrant grant, MemberId from, TimeSpan now)
    {
        var step = new LeaseStep<TWaiter>();
        if (grant.Lease.Origin != self.Incarnation) return step;
        if (!_byNumber.TryGetValue(grant.Lease.Number, out var tenancy) || tenancy.Session != grant.Session)
            step.Messages.Add((from, new LeaseRelease(grant.Lease, grant.Session, Written: null)));
        else if (tenancy.Stage is Stage.GivenBack) Send(tenancy, step, now);
        else if (tenancy.Stage is Stage.Waiting && IsFromHome(grant, from))
        {
            tenancy.Stage = Stage.Held;
            tenancy.GrantedAt = now;
            step.Granted.Add((tenancy.Waiter, grant.Written));
        }

        return step;
    }

    public LeaseStep<TWaiter> OnRefused(LeaseRefused refusal, MemberId from)
    {
        var step = new LeaseStep<TWaiter>();
        if (Find(refusal.Lease, from) is { Stage: Stage.Waiting } tenancy) Refuse(tenancy, refusal.Reason, step);
        return step;
    }

    public void OnReleased(LeaseReleased released, MemberId from)
    {
        if (Find(released.Lease, from) is { Stage: Stage.GivenBack } tenancy) _byNumber.Remove(tenancy.Lease.Number);
    }

    /// <summary>What to answer; nothing while the two see different members serve, since who is the home of what would be open.</summary>
    public LeaseReport? Answer(LeaseQuestion question, IReadOnlyList<StreamCursor> cursors, TimeSpan now)
    {
        if (question.View != _view.FingerprintOfServing() || !_view.Serves(question.Member)) return null;
        _answered[question.Member] = Math.Max(question.Round, _answered.GetValueOrDefault(question.Member));
        var claims = new List<LeaseClaim>();
        foreach (var (number, tenancy) in _byNumber)
        {
            if (number <= question.After || tenancy.Stage is Stage.GivenBack || homeOf(tenancy.Session, _view) != question.Member) continue;
            if (claims.Count == limits.Page) return new(self, question.Round, question.After, claims, IsLast: false, []);
            claims.Add(new(number, tenancy.Session, tenancy.Stage is Stage.Held, tenancy.WaitedUntil(now)));
        }

        return new(self, question.Round, question.After, claims, IsLast: true, cursors);
    }

    public LeaseStep<TWaiter> OnView(View view, TimeSpan now)
    {
        var step = new LeaseStep<TWaiter>();
        var before = _view;
        _view = view;
        foreach (var gone in _answered.Keys.Where(member => !view.Contains(member)).ToArray()) _answered.Remove(gone);
        if (RefusalOfView() is { } reason)
        {
            foreach (var tenancy in _byNumber.Values.Where(tenancy => tenancy.Stage is Stage.Waiting).ToArray()) Refuse(tenancy, reason, step, now);
        }

        if (view.FingerprintOfServing() == before.FingerprintOfServing()) return step;
        foreach (var tenancy in _byNumber.Values)
        {
            if (homeOf(tenancy.Session, view) != homeOf(tenancy.Session, before)) Send(tenancy, step, now);
        }

        return step;
    }

    public LeaseStep<TWaiter> OnTime(TimeSpan now)
    {
        var step = new LeaseStep<TWaiter>();
        foreach (var tenancy in _byNumber.Values.ToArray())
        {
            if (tenancy.Stage is Stage.Waiting && now - tenancy.Since >= limits.Timeout) Refuse(tenancy, LeaseRefusal.Timeout, step, now);
            else if (now - tenancy.SentAt >= limits.Resend) Send(tenancy, step, now);
        }

        return step;
    }

    private LeaseRefusal? RefusalNow() => RefusalOfView() ?? (_byNumber.Count >= limits.Leases ? LeaseRefusal.TooMany : null);

    private LeaseRefusal? RefusalOfView() =>
        !_view.Serves(self) ? LeaseRefusal.NotReady : !_view.HasMajority() ? LeaseRefusal.NoMajority : null;

    // One that was under way while this member told the home, or another that was it meanwhile, that it waits, counts no more.
    private bool IsFromHome(LeaseGrant grant, MemberId from) =>
        homeOf(grant.Session, _view) == from && grant.Round >= _answered.GetValueOrDefault(from);

    private Tenancy? Find(LeaseId lease, MemberId from) =>
        lease.Origin == self.Incarnation && _byNumber.TryGetValue(lease.Number, out var tenancy) && homeOf(tenancy.Session, _view) == from
            ? tenancy
            : null;

    private void Refuse(Tenancy tenancy, LeaseRefusal reason, LeaseStep<TWaiter> step, TimeSpan now)
    {
        step.Refused.Add((tenancy.Waiter, reason));
        GiveBack(tenancy, written: null, step, now);
    }

    // Its home has said so itself, and keeps nothing of it.
    private void Refuse(Tenancy tenancy, LeaseRefusal reason, LeaseStep<TWaiter> step)
    {
        step.Refused.Add((tenancy.Waiter, reason));
        _byWaiter.Remove(tenancy.Waiter);
        _byNumber.Remove(tenancy.Lease.Number);
    }

    private void GiveBack(Tenancy tenancy, StreamCursor? written, LeaseStep<TWaiter> step, TimeSpan now)
    {
        _byWaiter.Remove(tenancy.Waiter);
        (tenancy.Stage, tenancy.Written) = (Stage.GivenBack, written);
        Send(tenancy, step, now);
    }

    private void Send(Tenancy tenancy, LeaseStep<TWaiter> step, TimeSpan now)
    {
        if (tenancy.Stage is Stage.Held) return;
        tenancy.SentAt = now;
        step.Messages.Add((
            homeOf(tenancy.Session, _view),
            tenancy.Stage is Stage.Waiting
                ? new LeaseRequest(tenancy.Lease, tenancy.Session, tenancy.WaitedUntil(now))
                : new LeaseRelease(tenancy.Lease, tenancy.Session, tenancy.Written)));
    }

    private sealed class Tenancy(LeaseId lease, SessionId session, TWaiter waiter, TimeSpan since)
    {
        public LeaseId Lease => lease;

        public SessionId Session => session;

        public TWaiter Waiter => waiter;

        public TimeSpan Since => since;

        public Stage Stage { get; set; }

        public TimeSpan? GrantedAt { get; set; }

        public TimeSpan SentAt { get; set; }

        public StreamCursor? Written { get; set; }

        public TimeSpan WaitedUntil(TimeSpan now) => (GrantedAt ?? now) - since;
    }
}
