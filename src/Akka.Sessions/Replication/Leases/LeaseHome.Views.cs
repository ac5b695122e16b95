using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>What becomes of leases when members come and go, and with time.</summary>
internal sealed partial class LeaseHome
{
    private const int MaxViews = 8;
    private const int IdleAtATime = 256;

    // From the view of the last complete collection to that of now; empty when too many have passed to tell.
    private readonly List<View> _views = [];
    private readonly Queue<Lease> _idle = new();
    private LeaseRound _round = new(0, 0, [self]);

    public LeaseStep OnView(View view, TimeSpan now)
    {
        var step = new LeaseStep();
        var before = _view;
        _view = view;
        if (view.FingerprintOfServing() != before.FingerprintOfServing()) BeginRound(step, now);
        if (!view.HasMajority()) RefuseAll(step);
        SettleAll(step, now);
        return step;
    }

    public LeaseStep OnReport(LeaseReport report, MemberId from, TimeSpan now)
    {
        var step = new LeaseStep();
        if (report.Member != from || !_round.Takes(report with { Cursors = Believed(report) })) return step;
        foreach (var claim in report.Claims) Adopt(claim, from, now, step);
        if (_round.IsComplete) EndRound(step, now);
        else step.Messages.AddRange(_round.Questions(self, of: from));
        return step;
    }

    /// <param name="now">The uptime now.</param>
    /// <param name="hasEveryone">How far everyone is in a stream.</param>
    public LeaseStep OnTime(TimeSpan now, Func<StreamId, long> hasEveryone)
    {
        var step = new LeaseStep();
        if (!_round.IsComplete && now - _round.AskedAt >= limits.Resend) Ask(step, now);
        AskHolders(now, step);
        _floor.Drop(hasEveryone);
        for (var left = Math.Min(_idle.Count, IdleAtATime); left > 0; left--)
        {
            if (TakeIdle() is not { } lease) continue;
            lease.Written.Drop(hasEveryone);
            PutAside(lease);
        }

        return step;
    }

    // Nobody else can have granted a lease of it: whoever completes a collection has this member's answer, and would be its home in a view of these.
    private bool IsContinued(SessionId session) => _views.Count > 0 && _views.TrueForAll(view => homeOf(session, view) == self);

    private bool IsKnown(Lease lease) => _round.IsComplete || (!lease.HasLostHolder && IsContinued(lease.Session));

    private void BeginRound(LeaseStep step, TimeSpan now)
    {
        if (_views.Count >= MaxViews) _views.Clear();
        else if (_views.Count > 0) _views.Add(_view);
        foreach (var lease in _leases.Values.ToArray())
        {
            if (homeOf(lease.Session, _view) == self) LeaveOut(lease);
            else Drop(lease);
        }

        _round = new LeaseRound(_round.Number + 1, _view.FingerprintOfServing(), _view.Serving());
        if (_view.Serves(self)) Ask(step, now);
    }

    private void Ask(LeaseStep step, TimeSpan now)
    {
        _round.AskedAt = now;
        step.Messages.AddRange(_round.Questions(self));
    }

    // Who is gone holds nothing and waits for nothing.
    private void LeaveOut(Lease lease)
    {
        foreach (var (gone, _) in lease.Waiting.Where(wait => IsGone(wait.Lease.Origin)).ToArray())
        {
            lease.StopWaiting(gone);
            Discount(gone);
        }

        foreach (var gone in lease.Holders.Where(holder => IsGone(holder.Origin)).ToArray())
        {
            lease.Holders.Remove(gone);
            lease.HasLostHolder = true;
            Discount(gone);
        }
    }

    private bool IsGone(int origin) => !_view.TryFind(origin, out var member) || !_view.Serves(member.Value);

    private void Drop(Lease lease)
    {
        foreach (var (waiting, _) in lease.Waiting) Discount(waiting);
        foreach (var holder in lease.Holders) Discount(holder);
        _leases.Remove(lease.Session);
    }

    // Of a stream whose origin is here it says itself how far it is; of others anyone may know.
    private StreamCursor[] Believed(LeaseReport report) => [.. report.Cursors.Where(
        cursor => cursor.Stream.Origin == report.Member.Incarnation || !_view.TryFind(cursor.Stream.Origin, out _))];

    private void Adopt(LeaseClaim claim, MemberId from, TimeSpan now, LeaseStep step)
    {
        var id = new LeaseId(from.Incarnation, claim.Number);
        // What has been here all along is known better here: the report may be older than a grant or a release.
        if (homeOf(claim.Session, _view) != self || IsContinued(claim.Session) || _round.IsReleased(id)) return;
        var lease = LeaseOf(claim.Session);
        if (claim.IsHeld) AdoptHolder(lease, id, from, now);
        else if (!lease.Holders.Contains(id) && !lease.IsWaiting(id)) AdoptWaiting(lease, id, from, now - Clamped(claim.Waited), step);
        if (!lease.IsUsed) PutAside(lease);
    }

    private void AdoptHolder(Lease lease, LeaseId id, MemberId from, TimeSpan now)
    {
        if (lease.Holders.Contains(id)) return;
        var isCounted = lease.StopWaiting(id);
        if (!isCounted && IsFull(from)) return;
        Hold(lease, id, now);
        if (!isCounted) Count(id);
    }

    private void AdoptWaiting(Lease lease, LeaseId id, MemberId from, TimeSpan since, LeaseStep step)
    {
        if (RefusalOf(lease, from) is { } reason) step.Messages.Add((from, new LeaseRefused(id, reason)));
        else Enqueue(lease, id, since);
    }

    private void EndRound(LeaseStep step, TimeSpan now)
    {
        _views.Clear();
        _views.Add(_view);
        // Members have told how far they are after whatever was released before, so what was known before counts no more: who told it may be gone,
        // and the batches with it.
        _floor.Clear();
        _floor.Note(_round.Written.All);
        foreach (var lease in _leases.Values)
        {
            lease.HasLostHolder = false;
            lease.Written.Forget(stream => !_view.TryFind(stream.Origin, out _));
        }

        SettleAll(step, now);
    }

    private void RefuseAll(LeaseStep step)
    {
        foreach (var lease in _leases.Values)
        {
            foreach (var (waiting, _) in lease.Waiting.ToArray())
            {
                lease.StopWaiting(waiting);
                Discount(waiting);
                if (_view.TryFind(waiting.Origin, out var member))
                    step.Messages.Add((member.Value, new LeaseRefused(waiting, LeaseRefusal.NoMajority)));
            }
        }
    }

    private void SettleAll(LeaseStep step, TimeSpan now)
    {
        foreach (var lease in _leases.Values.ToArray()) Settle(lease, step, now);
    }

    // What was committed under it is remembered until everyone has it.
    private void PutAside(Lease lease)
    {
        if (lease.Written.IsEmpty && !lease.HasLostHolder)
        {
            _leases.Remove(lease.Session);
            return;
        }

        if (lease.IsIdle) return;
        lease.IsIdle = true;
        _idle.Enqueue(lease);
        if (_idle.Count > limits.Leases && TakeIdle() is { } oldest) ForgetEarly(oldest);
    }

    // Whoever does not know that it holds anything gives it back: its word of that may have been lost.
    private void AskHolders(TimeSpan now, LeaseStep step)
    {
        while (_held.TryPeek(out var held) && now - held.At >= limits.Doubt)
        {
            _held.Dequeue();
            if (!held.Lease.Holders.Contains(held.Holder) || !_leases.TryGetValue(held.Lease.Session, out var kept) || kept != held.Lease) continue;
            TellHolder(held.Lease, held.Holder, step);
            _held.Enqueue((held.Lease, held.Holder, now));
        }
    }

    private Lease? TakeIdle()
    {
        var lease = _idle.Dequeue();
        lease.IsIdle = false;
        // One that is in use again, or was forgotten, has its place elsewhere.
        return !lease.IsUsed && _leases.TryGetValue(lease.Session, out var kept) && kept == lease ? lease : null;
    }

    // Too many to remember one by one: from now on everyone waits for what was committed under it.
    private void ForgetEarly(Lease lease)
    {
        _floor.Note(lease.Written.All);
        if (lease.HasLostHolder) _views.Clear();
        _leases.Remove(lease.Session);
    }
}
