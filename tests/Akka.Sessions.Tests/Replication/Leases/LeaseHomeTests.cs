using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication.Leases;

/// <summary>A is the home of every session, unless a test says otherwise.</summary>
public sealed class LeaseHomeTests
{
    private static readonly SessionId Session = Pieces.Id(1);

    private readonly LeaseHome _home = new(A, new() { Waiting = 2, Leases = 4, Page = 2 }, (_, view) => view.Contains(D) ? D : A);
    private TimeSpan _now = TimeSpan.FromMinutes(1);

    public LeaseHomeTests() => See(View(B, C));

    [Fact]
    public void Who_has_waited_longest_is_next()
    {
        Assert.Equal(Of(B, 1), Granted(Request(B, 1)));
        Assert.Null(Granted(Request(C, 1)));
        Assert.Null(Granted(Request(A, 1, waited: 50)));

        Assert.Equal(Of(A, 1), Granted(Release(B, 1)));
        Assert.Equal(Of(C, 1), Granted(Release(A, 1)));
        Assert.Null(Granted(Release(C, 1)));
        Assert.Equal((0, 0), (_home.Claims, _home.Sessions));
    }

    [Fact]
    public void What_comes_twice_counts_once()
    {
        Assert.Equal(Of(B, 1), Granted(Request(B, 1)));
        Assert.Equal(Of(B, 1), Granted(Request(B, 1)));
        Request(C, 1);
        Request(C, 1);
        Assert.Equal(2, _home.Claims);

        Assert.Equal(Of(C, 1), Granted(Release(B, 1)));
        var again = Release(B, 1);

        Assert.Null(Granted(again));
        Assert.Equal(new LeaseReleased(Of(B, 1)), Assert.Single(again.Messages).Message);
        Assert.Equal(1, _home.Claims);
    }

    [Fact]
    public void One_that_waits_and_asks_again_has_the_holder_reminded()
    {
        Request(B, 1);
        Request(C, 1);
        Assert.Empty(Request(C, 1).Messages);

        _now += TimeSpan.FromSeconds(1);

        Assert.Equal((B, Of(B, 1)), Request(C, 1).Messages.Select(sent => (sent.To, ((LeaseGrant)sent.Message).Lease)).Single());
    }

    [Fact]
    public void Those_beyond_the_bounds_are_refused()
    {
        for (var number = 1; number <= 3; number++) Request(B, number);

        Assert.Equal(LeaseRefusal.TooMany, Refusal(Request(C, 1)));

        Request(B, 4, session: 2);
        Assert.Equal(LeaseRefusal.TooMany, Refusal(Request(B, 5, session: 3)));
        Assert.Equal(Of(C, 2), Granted(Request(C, 2, session: 3)));
    }

    [Fact]
    public void Without_a_majority_nothing_is_granted_and_nobody_waits()
    {
        Request(B, 1);
        Request(C, 1);

        var lost = See(View(Unreachable(B), Unreachable(C)));

        Assert.Equal((C, LeaseRefusal.NoMajority), (lost.Messages.Single().To, Refusal(lost)));
        Assert.Equal(LeaseRefusal.NoMajority, Refusal(Request(A, 1)));
        See(View(B, C));
        Assert.Null(Granted(Request(A, 2)));
        Assert.Equal(Of(A, 2), Granted(Release(B, 1)));
    }

    [Fact]
    public void An_unreachable_holder_keeps_it_and_a_removed_one_does_not_once_the_others_have_said_how_far_they_are()
    {
        Request(B, 1);
        Request(C, 1);
        Assert.Null(Granted(See(View(Unreachable(B), new ViewMember(C)))));

        var removed = See(View(C), answer: false);
        Assert.Null(Granted(removed));
        var round = ((LeaseQuestion)removed.Messages[0].Message).Round;
        Assert.Null(Granted(Report(A, round)));
        var last = Report(C, round, cursors: [new(new(B.Incarnation), 7), new(new(A.Incarnation), 99)]);

        var grant = last.Messages.Select(sent => sent.Message).OfType<LeaseGrant>().Single();
        Assert.Equal(Of(C, 1), grant.Lease);
        // How far A's own stream is, C does not say.
        Assert.Equal([new StreamCursor(new(B.Incarnation), 7)], grant.Written);
    }

    [Fact]
    public void What_it_is_newly_the_home_of_waits_for_everyones_word()
    {
        See(View(B, C, D));
        Assert.Empty(Request(B, 1).Messages);
        var round = ((LeaseQuestion)See(View(B, C), answer: false).Messages[0].Message).Round;

        Assert.Null(Granted(Request(C, 1)));
        Report(A, round);
        // A page is followed by the question for the next.
        var more = Report(B, round, after: 0, isLast: false, claims: [new(3, Session, true, default), new(4, Pieces.Id(2), false, default)]);
        Assert.Equal(4, ((LeaseQuestion)more.Messages.Single().Message).After);
        Assert.Empty(Report(B, round, after: 0).Messages);
        Assert.Null(Granted(Report(C, round)));
        var last = Report(B, round, after: 4);

        Assert.Equal(Of(B, 4), Granted(last));
        Assert.Equal(Of(C, 1), Granted(Release(B, 3)));
    }

    [Fact]
    public void What_is_given_back_meanwhile_no_late_report_brings_back()
    {
        See(View(B, C, D));
        var round = ((LeaseQuestion)See(View(B, C), answer: false).Messages[0].Message).Round;
        Release(B, 3);
        Report(A, round);
        Report(C, round);

        Report(B, round, claims: [new(3, Session, true, default)]);

        Assert.Equal(Of(C, 1), Granted(Request(C, 1)));
    }

    [Fact]
    public void A_word_that_was_not_asked_for_or_is_another_members_changes_nothing()
    {
        See(View(B, C, D));
        var round = ((LeaseQuestion)See(View(B, C), answer: false).Messages[0].Message).Round;
        Report(A, round);
        Report(C, round);
        Request(C, 1);

        Report(B, round - 1);
        Report(B, round, after: 9);
        Report(B, round, isLast: false, claims: [new(0, Session, true, default)]);
        _home.OnReport(new(B, round, 0, [], true, []), C, _now);
        Assert.Equal(1, _home.Claims);

        Assert.Equal(Of(C, 1), Granted(Report(B, round)));
    }

    [Fact]
    public void The_next_is_told_of_what_was_written_until_everyone_has_it()
    {
        var (written, other) = (new StreamCursor(new(B.Incarnation), 5), new StreamCursor(new(C.Incarnation), 8));
        Request(B, 1);
        Release(B, 1, written);
        Request(C, 1);
        Release(C, 1, other);
        Assert.Equal([written, other], Request(A, 1).Messages.Select(sent => ((LeaseGrant)sent.Message).Written).Single());
        Release(A, 1);

        _home.OnTime(_now, stream => stream.Origin == B.Incarnation ? 5 : 7);
        Assert.Equal([other], Request(A, 2).Messages.Select(sent => ((LeaseGrant)sent.Message).Written).Single());
        Release(A, 2);
        _home.OnTime(_now, _ => 8);

        Assert.Equal(0, _home.Sessions);
    }

    [Fact]
    public void When_too_many_sessions_have_something_written_all_wait_for_it()
    {
        for (var session = 1; session <= 6; session++)
        {
            Request(B, session, session: session);
            Release(B, session, new(new(B.Incarnation), session), session);
        }

        Assert.Equal(4, _home.Sessions);
        var fresh = Request(C, 1, session: 9).Messages.Select(sent => ((LeaseGrant)sent.Message).Written).Single();
        Assert.Equal([new StreamCursor(new(B.Incarnation), 2)], fresh);
    }

    private static LeaseId Of(MemberId member, long number) => new(member.Incarnation, number);

    private static LeaseId? Granted(LeaseStep step) =>
        step.Messages.Select(sent => sent.Message).OfType<LeaseGrant>().Select(grant => (LeaseId?)grant.Lease).SingleOrDefault();

    private static LeaseRefusal? Refusal(LeaseStep step) =>
        step.Messages.Select(sent => sent.Message).OfType<LeaseRefused>().Select(refusal => (LeaseRefusal?)refusal.Reason).SingleOrDefault();

    private LeaseStep Request(MemberId from, long number, int waited = 0, int session = 1)
    {
        _now += TimeSpan.FromMilliseconds(1);
        return _home.OnRequest(new(Of(from, number), Pieces.Id(session), TimeSpan.FromMilliseconds(waited)), from, _now);
    }

    private LeaseStep Release(MemberId from, long number, StreamCursor? written = null, int session = 1) =>
        _home.OnRelease(new(Of(from, number), Pieces.Id(session), written), from, _now);

    private LeaseStep Report(
        MemberId from, long round, long after = 0, bool isLast = true, LeaseClaim[]? claims = null, StreamCursor[]? cursors = null) =>
        _home.OnReport(new(from, round, after, claims ?? [], isLast, cursors ?? []), from, _now);

    private LeaseStep See(View view, bool answer = true)
    {
        var step = _home.OnView(view, _now);
        if (!answer) return step;
        foreach (var (to, question) in step.Messages.Where(sent => sent.Message is LeaseQuestion).ToArray())
            step.Messages.AddRange(Report(to, ((LeaseQuestion)question).Round).Messages);
        step.Messages.RemoveAll(sent => sent.Message is LeaseQuestion);
        return step;
    }
}
