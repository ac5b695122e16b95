using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// The leases of the sessions whose home this member is: one holder at a time, the others in the order of their waiting. It grants while it
/// reaches a majority of the members, and only what it knows all about: since a collection was complete, in all views since, it has been the home.
/// </summary>
/// <param name="self">This member.</param>
/// <param name="limits">Bounds.</param>
/// <param name="homeOf">The home of a session in a view: the same on every member.</param>
internal sealed partial class LeaseHome(MemberId self, LeaseLimits limits, Func<SessionId, View, MemberId> homeOf)
{
    private readonly Dictionary<SessionId, Lease> _leases = [];
    private readonly Dictionary<int, int> _claims = [];
    private readonly WrittenMarks _floor = new();
    private readonly Queue<(Lease Lease, LeaseId Holder, TimeSpan At)> _held = new();
    private View _view = new(self, []);

    /// <summary>Sessions of which something is kept.</summary>
    public int Sessions => _leases.Count;

    /// <summary>Leases that are held or waited for.</summary>
    public int Claims => _claims.Values.Sum();

    /// <param name="request">Of a member that says so itself.</param>
    /// <param name="from">That member.</param>
    /// <param name="now">The uptime now.</param>
    public LeaseStep OnRequest(LeaseRequest request, MemberId from, TimeSpan now)
    {
        var step = new LeaseStep();
        // Two members may not see the same view yet: it is asked again until they do.
        if (homeOf(request.Session, _view) != self || !_view.Serves(from)) return step;
        var lease = LeaseOf(request.Session);
        if (lease.Holders.Contains(request.Lease)) TellHolder(lease, request.Lease, step);
        else if (lease.IsWaiting(request.Lease)) RemindHolders(lease, now, step);
        else if (RefusalOf(lease, from) is { } reason) step.Messages.Add((from, new LeaseRefused(request.Lease, reason)));
        else Enqueue(lease, request.Lease, now - Clamped(request.Waited));
        return Settle(lease, step, now);
    }

    public LeaseStep OnRelease(LeaseRelease release, MemberId from, TimeSpan now)
    {
        var step = new LeaseStep();
        if (homeOf(release.Session, _view) != self || !_view.Serves(from)) return step;
        step.Messages.Add((from, new LeaseReleased(release.Lease)));
        _round.NoteReleased(release.Lease);
        if (!_leases.TryGetValue(release.Session, out var lease)) return step;
        if (lease.Holders.Remove(release.Lease))
        {
            Discount(release.Lease);
            if (release.Written is { } written && written.Stream.Origin == release.Lease.Origin) lease.Written.Note(written);
        }
        else if (lease.StopWaiting(release.Lease))
        {
            Discount(release.Lease);
        }

        return Settle(lease, step, now);
    }

    private TimeSpan Clamped(TimeSpan waited) => waited < limits.Timeout ? waited : limits.Timeout;

    private LeaseRefusal? RefusalOf(Lease lease, MemberId from)
    {
        if (!_view.HasMajority()) return LeaseRefusal.NoMajority;
        return lease.Waiting.Count >= limits.Waiting || IsFull(from) ? LeaseRefusal.TooMany : null;
    }

    private bool IsFull(MemberId member) => _claims.GetValueOrDefault(member.Incarnation) >= limits.Leases;

    private void Enqueue(Lease lease, LeaseId id, TimeSpan since)
    {
        lease.Wait(id, since);
        Count(id);
    }

    private void Count(LeaseId id) => _claims[id.Origin] = _claims.GetValueOrDefault(id.Origin) + 1;

    private void Discount(LeaseId id)
    {
        if (--_claims[id.Origin] == 0) _claims.Remove(id.Origin);
    }

    private Lease LeaseOf(SessionId session)
    {
        if (!_leases.TryGetValue(session, out var lease)) _leases[session] = lease = new Lease(session);
        return lease;
    }

    // After whatever happened to it: the next has its turn, or it is put aside, or forgotten.
    private LeaseStep Settle(Lease lease, LeaseStep step, TimeSpan now)
    {
        if (lease.Holders.Count == 0 && lease.Waiting.Count > 0 && _view.HasMajority() && IsKnown(lease))
        {
            var next = lease.TakeFirst();
            Hold(lease, next, now);
            TellHolder(lease, next, step);
        }

        if (!lease.IsUsed) PutAside(lease);
        return step;
    }

    private void Hold(Lease lease, LeaseId holder, TimeSpan now)
    {
        lease.Holders.Add(holder);
        lease.ToldAt = now;
        _held.Enqueue((lease, holder, now));
    }

    private void TellHolder(Lease lease, LeaseId holder, LeaseStep step)
    {
        if (!_view.TryFind(holder.Origin, out var member)) return;
        // A member has what it wrote itself.
        var written = lease.Written.All.Concat(_floor.All).Where(mark => mark.Stream.Origin != holder.Origin);
        step.Messages.Add((member.Value, new LeaseGrant(holder, lease.Session, _round.Number, [.. written])));
    }

    // A grant may have been lost, or be for one that the holder has long given up: it then says so.
    private void RemindHolders(Lease lease, TimeSpan now, LeaseStep step)
    {
        if (now - lease.ToldAt < limits.Resend) return;
        lease.ToldAt = now;
        foreach (var holder in lease.Holders) TellHolder(lease, holder, step);
    }
}
