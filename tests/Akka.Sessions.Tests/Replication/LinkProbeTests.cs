using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class LinkProbeTests
{
    private readonly LinkProbe _probe = new(A, nonce: 1);

    [Fact]
    public void Two_members_are_linked_when_probes_went_both_ways()
    {
        Assert.NotNull(_probe.Due(View(B)));
        _probe.OnAck(new(B, 1));
        Assert.False(_probe.IsLinked(View(B)));
        _probe.OnProbe(new(B, 2));

        Assert.True(_probe.IsLinked(View(B)));
        Assert.Null(_probe.Due(View(B)));
    }

    [Fact]
    public void A_probe_of_a_member_that_is_not_linked_asks_for_ours()
    {
        Assert.True(_probe.OnProbe(new(B, 2)));
        _probe.OnAck(new(B, 1));
        Assert.False(_probe.OnProbe(new(B, 2)));
    }

    [Fact]
    public void Only_the_first_probe_of_a_member_asks_for_ours_or_members_would_rouse_each_other_without_end()
    {
        Assert.True(_probe.OnProbe(new(B, 2)));
        Assert.False(_probe.OnProbe(new(B, 2)));
        Assert.NotNull(_probe.Due(View(B)));
    }

    [Fact]
    public void The_own_probe_coming_back_proves_nothing()
    {
        Assert.False(_probe.OnProbe(_probe.Own));
        _probe.OnAck(new(B, 99));

        Assert.False(_probe.IsLinkedWith(B));
    }

    [Fact]
    public void Unreachable_and_refused_members_are_not_waited_for() => Assert.True(_probe.IsLinked(View(Unreachable(B), Refused(C))));

    [Fact]
    public void A_member_that_left_proves_itself_anew()
    {
        _probe.OnAck(new(B, 1));
        _probe.OnProbe(new(B, 2));
        _probe.OnView(View(C));

        Assert.False(_probe.IsLinkedWith(B));
    }
}
