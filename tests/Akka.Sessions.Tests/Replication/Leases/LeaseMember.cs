using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Placement;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Tests.Replication.Leases;

/// <summary>A member of a <see cref="LeaseCluster"/>: home and tenant, and how far it has applied the streams of all.</summary>
internal sealed class LeaseMember
{
    private readonly LeaseCluster _cluster;
    private readonly LeaseHome _home;
    private readonly LeaseTenant<LeaseUser> _tenant;

    public LeaseMember(LeaseCluster cluster, MemberId id, LeaseLimits limits)
    {
        _cluster = cluster;
        Id = id;
        View = new View(id, []);
        _home = new(id, limits, HomeOf);
        _tenant = new(id, limits, HomeOf);
    }

    public MemberId Id { get; }

    public View View { get; private set; }

    public bool IsAlive { get; set; } = true;

    /// <summary>Users who were granted theirs and have not given it back.</summary>
    public HashSet<LeaseUser> Holding { get; } = [];

    public Dictionary<StreamId, long> Applied { get; } = [];

    public StreamId Stream => new(Id.Incarnation);

    /// <summary>What is left of leases here.</summary>
    public int Left => _tenant.Count + _home.Claims + _home.Sessions;

    public bool Has(StreamCursor written) => Applied.GetValueOrDefault(written.Stream) >= written.Number;

    public void Ask(LeaseUser user) => Perform(_tenant.Ask(user.Session, user, _cluster.Now));

    public void GiveBack(LeaseUser user, StreamCursor? written)
    {
        Holding.Remove(user);
        Perform(_tenant.GiveBack(user, written, _cluster.Now));
    }

    public void See(IEnumerable<ViewMember> members)
    {
        View = new View(Id, members);
        Perform(_home.OnView(View, _cluster.Now));
        Perform(_tenant.OnView(View, _cluster.Now));
    }

    public void Tick()
    {
        Perform(_home.OnTime(_cluster.Now, HasEveryone));
        Perform(_tenant.OnTime(_cluster.Now));
    }

    public void Take(ISessionMessage message, MemberId from)
    {
        switch (message)
        {
            case LeaseRequest request: Perform(_home.OnRequest(request, from, _cluster.Now)); break;
            case LeaseRelease release: Perform(_home.OnRelease(release, from, _cluster.Now)); break;
            case LeaseReport report: Perform(_home.OnReport(report, from, _cluster.Now)); break;
            case LeaseGrant grant: Perform(_tenant.OnGrant(grant, from, _cluster.Now)); break;
            case LeaseRefused refusal: Perform(_tenant.OnRefused(refusal, from)); break;
            case LeaseReleased released: _tenant.OnReleased(released, from); break;
            case LeaseQuestion question when _tenant.Answer(question, Cursors, _cluster.Now) is { } report:
                _cluster.Carry(this, question.Member, report);
                break;
        }
    }

    private static MemberId HomeOf(SessionId session, View view) => ExpiryMember.Of(session, view);

    private StreamCursor[] Cursors => [.. Applied.Select(entry => new StreamCursor(entry.Key, entry.Value))];

    // As if everyone's word of it were always fresh: what is dropped too early would show.
    private long HasEveryone(StreamId stream) =>
        View.Members.Min(member => _cluster.Find(member.Id)?.Applied.GetValueOrDefault(stream) ?? 0);

    private void Perform(LeaseStep step)
    {
        foreach (var (to, message) in step.Messages) _cluster.Carry(this, to, message);
        if (step is not LeaseStep<LeaseUser> own) return;
        foreach (var (user, written) in own.Granted)
        {
            Holding.Add(user);
            user.OnGranted(written);
        }

        foreach (var (user, reason) in own.Refused) user.OnRefused(reason);
    }
}
