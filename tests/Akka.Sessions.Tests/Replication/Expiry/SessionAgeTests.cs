using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication.Expiry;

/// <summary>When a voter objects. The timeout is 20 minutes, accesses are told every 10 seconds, the proposer knows of an access at Now.</summary>
public sealed class SessionAgeTests
{
    private static readonly ExpirySlack Slack = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));
    private static readonly SessionAge Idle = new(Now, Minutes(21), SessionAge.Never, Minutes(20), SessionAge.Never);

    [Fact]
    public void Who_knows_no_more_than_the_proposer_consents() => Assert.Null(Idle.Veto(Candidate(), Slack));

    [Fact]
    public void Who_knows_a_later_access_vetoes_and_tells_it()
    {
        var veto = (Idle with { LastAccess = After(1), Idle = Minutes(19.99) }).Veto(Candidate(), Slack);

        Assert.Equal(new ExpiryVeto(Pieces.Id(1), After(1), Minutes(19.99), Minutes(20) - Minutes(19.99)), veto);
    }

    [Fact]
    public void A_later_access_that_is_over_as_well_is_no_veto() => Assert.Null((Idle with { LastAccess = After(1) }).Veto(Candidate(), Slack));

    [Fact]
    public void An_access_on_the_voter_itself_counts_to_the_end_though_its_clock_is_behind() =>
        Assert.NotNull((Idle with { LastAccess = After(-60_000), Idle = Minutes(19.99), SinceTouched = Minutes(19.99) }).Veto(Candidate(), Slack));

    [Fact]
    public void An_access_that_both_know_may_have_been_heard_of_later_here_by_the_slack()
    {
        Assert.Null((Idle with { Idle = Minutes(20) - TimeSpan.FromSeconds(10) }).Veto(Candidate(), Slack));
        Assert.NotNull((Idle with { Idle = Minutes(20) - TimeSpan.FromSeconds(11) }).Veto(Candidate(), Slack));
    }

    [Fact]
    public void A_longer_timeout_that_the_proposer_has_not_heard_of_is_a_veto()
    {
        Assert.Equal(Minutes(39), (Idle with { IdleTimeout = Minutes(60) }).Veto(Candidate(), Slack)?.Remaining);
        Assert.NotNull((Idle with { IdleTimeout = SessionAge.Never }).Veto(Candidate(), Slack));
    }

    [Fact]
    public void Of_the_absolute_end_only_another_clock_speaks_by_more_than_clocks_may_differ()
    {
        var inUse = Idle with { Idle = TimeSpan.Zero, SinceTouched = TimeSpan.Zero };

        Assert.Null((inUse with { UntilAbsoluteEnd = Minutes(1) }).Veto(Candidate(isPastAbsoluteEnd: true), Slack));
        Assert.Equal(Minutes(2), (inUse with { UntilAbsoluteEnd = Minutes(2) }).Veto(Candidate(isPastAbsoluteEnd: true), Slack)?.Remaining);
    }

    [Fact]
    public void A_veto_always_shows_an_access_within_the_timeout_and_an_access_here_within_it_always_vetoes() => Law.Holds(
        from idle in Gen.Choose(0, 2500)
        from touched in Gen.Choose(0, 2500)
        from later in Gen.Choose(-2, 2)
        select Idle with { Idle = TimeSpan.FromSeconds(Math.Min(idle, touched)), SinceTouched = TimeSpan.FromSeconds(touched), LastAccess = After(later) },
        age => age.Veto(Candidate(), Slack) is { } veto ? veto.IdleFor < age.IdleTimeout && veto.Remaining > TimeSpan.Zero : age.SinceTouched >= age.IdleTimeout);

    private static ExpiryCandidate Candidate(bool isPastAbsoluteEnd = false) => new(Pieces.Id(1), Now, isPastAbsoluteEnd);

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
