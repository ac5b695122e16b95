using Akka.Sessions.Messages;

namespace Akka.Sessions.Tests.Replication.Leases;

/// <summary>
/// A request: asks, waits until what was written before is here, reads, writes, waits for a majority to have it, and gives the lease back.
/// </summary>
internal sealed class LeaseUser(LeaseCluster cluster, LeaseMember member, SessionId session)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public SessionId Session => session;

    public LeaseMember Member => member;

    public bool IsDone { get; private set; }

    public LeaseRefusal? Refusal { get; private set; }

    public void OnGranted(IReadOnlyList<StreamCursor> written)
    {
        cluster.Granted(this);
        WaitUntil(() => written.All(member.Has), Read, GiveUp);
    }

    public void OnRefused(LeaseRefusal reason) => End(reason);

    private void Read()
    {
        cluster.Read(this);
        cluster.After(cluster.Between(0, 60), cluster.Random.Next(4) == 0 ? () => GiveBack(null) : Write);
    }

    private void Write()
    {
        if (!member.IsAlive) return;
        var written = new StreamCursor(member.Stream, member.Applied.GetValueOrDefault(member.Stream) + 1);
        member.Applied[member.Stream] = written.Number;
        cluster.Spread(member, written);
        WaitUntil(
            () => cluster.HasMajority(member, written),
            () =>
            {
                cluster.Acknowledged(session, written);
                cluster.After(cluster.Between(0, 200), () => GiveBack(written));
            },
            () => GiveBack(written));
    }

    private void WaitUntil(Func<bool> holds, Action then, Action otherwise)
    {
        var since = cluster.Now;
        Again();

        void Again()
        {
            if (!member.IsAlive) return;
            if (holds()) then();
            else if (cluster.Now - since > Patience) otherwise();
            else cluster.After(Look, Again);
        }
    }

    private void GiveUp()
    {
        Refusal = LeaseRefusal.Behind;
        GiveBack(null);
    }

    private void GiveBack(StreamCursor? written)
    {
        if (!member.IsAlive) return;
        member.GiveBack(this, written);
        End(Refusal);
    }

    private void End(LeaseRefusal? refusal)
    {
        (IsDone, Refusal) = (true, refusal);
    }
}
