using Akka.Cluster.SBR;

namespace Akka.Embedded.Tests.Cluster.Downing;

public sealed class StabilityClockTests
{
    private readonly StabilityClock _clock = new(stableAfter: Seconds(20), downAllWhenUnstable: Seconds(15));

    [Fact]
    public void A_cut_is_stable_once_nothing_has_changed_for_long_enough()
    {
        _clock.Changed(Seconds(0), anyUnreachable: true);
        _clock.Changed(Seconds(10), anyUnreachable: true);

        Assert.False(_clock.IsStable(Seconds(29)));
        Assert.True(_clock.IsStable(Seconds(30)));
    }

    [Fact]
    public void A_cut_that_heals_is_never_stable()
    {
        _clock.Changed(Seconds(0), anyUnreachable: true);
        _clock.Changed(Seconds(5), anyUnreachable: false);

        Assert.False(_clock.IsStable(Seconds(100)));
        Assert.False(_clock.IsRestlessForTooLong(Seconds(100)));
    }

    [Fact]
    public void Changes_that_never_end_are_restless_after_both_times_together()
    {
        for (var second = 0; second < 35; second++)
        {
            _clock.Changed(Seconds(second), anyUnreachable: true);
            Assert.False(_clock.IsRestlessForTooLong(Seconds(second)));
        }

        Assert.True(_clock.IsRestlessForTooLong(Seconds(35)));
    }

    [Fact]
    public void Restlessness_downs_nobody_when_that_is_off()
    {
        var patient = new StabilityClock(Seconds(20), TimeSpan.Zero);
        for (var second = 0; second < 300; second++) patient.Changed(Seconds(second), anyUnreachable: true);

        Assert.False(patient.IsRestlessForTooLong(Seconds(300)));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
