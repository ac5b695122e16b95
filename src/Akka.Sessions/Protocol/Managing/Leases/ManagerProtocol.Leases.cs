using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Placement;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>Exclusive use of sessions: what this member grants as a lease home, and what it holds and waits for.</summary>
internal sealed partial class ManagerProtocol
{
    private readonly LeaseHome _leaseHome;
    private readonly LeaseTenant<TaskCompletionSource<LeaseAnswer>> _leases;

    /// <summary>Leases that are held, waited for, or not yet known to be given back: here, and of anyone at this member as their home.</summary>
    public (int Here, int AtHome) Leases => (_leases.Count, _leaseHome.Claims);

    private static MemberId HomeOf(SessionId session, View view) => ExpiryMember.Of(session, view);

    private void OnLeaseWanted(LeaseWanted wanted)
    {
        // One that has not got its sessions yet would read what it has of them.
        if (IsComplete) Perform(_leases.Ask(wanted.Id, wanted.Answer, Moment.Uptime));
        else Refuse(wanted.Answer, LeaseRefusal.NotReady);
    }

    private void OnLeaseSaid(ISessionMessage message, MemberId? from)
    {
        if (from is not { } member) return;
        var now = Moment.Uptime;
        switch (message)
        {
            case LeaseRequest request: Perform(_leaseHome.OnRequest(request, member, now)); break;
            case LeaseRelease release: Perform(_leaseHome.OnRelease(release, member, now)); break;
            case LeaseReport report: Perform(_leaseHome.OnReport(report, member, now)); break;
            case LeaseGrant grant when grant.Written.All(CanBeAwaited): Perform(_leases.OnGrant(grant, member, now)); break;
            case LeaseRefused refusal: Perform(_leases.OnRefused(refusal, member)); break;
            case LeaseReleased released: _leases.OnReleased(released, member); break;
            case LeaseQuestion question when _leases.Answer(question, [new(OwnStream, _published), .. OwnCursors], now) is { } report:
                SendLease(member, report);
                break;
        }
    }

    // A stream of a member that this one has not met is none to wait for; the grant comes again when it has.
    private bool CanBeAwaited(StreamCursor written) => IsDeparted(written.Stream) || written.Stream == OwnStream || _inboxes.ContainsKey(written.Stream);

    private void OnViewForLeases()
    {
        var now = Moment.Uptime;
        Perform(_leaseHome.OnView(_view, now));
        Perform(_leases.OnView(_view, now));
    }

    private void OnLeaseTime()
    {
        var now = Moment.Uptime;
        Perform(_leaseHome.OnTime(now, HasEveryone));
        Perform(_leases.OnTime(now));
    }

    private void Perform(LeaseStep<TaskCompletionSource<LeaseAnswer>> step)
    {
        Perform((LeaseStep)step);
        foreach (var (waiter, written) in step.Granted)
            waiter.TrySetResult(new(Refusal: null, [.. written.Select(mark => new SessionToken(mark.Stream.Origin, mark.Number))]));
        foreach (var (waiter, reason) in step.Refused) Refuse(waiter, reason);
    }

    private void Perform(LeaseStep step)
    {
        foreach (var (to, message) in step.Messages) SendLease(to, message);
    }

    private void SendLease(MemberId to, ISessionMessage message)
    {
        if (to == _self) _port.ToSelf(new SaidHere(message));
        else Send(to, message);
    }

    private void Refuse(TaskCompletionSource<LeaseAnswer> waiter, LeaseRefusal reason)
    {
        _board.Counters.LeaseRefused();
        waiter.TrySetResult(new(reason, []));
    }

    private sealed record SaidHere(ISessionMessage Message);
}
