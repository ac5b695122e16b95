using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Protocol;

/// <summary>What a manager does with the sessions that its node held before it was removed from the cluster.</summary>
public sealed class ReturnTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly (SessionId Live, SessionId Over) Ids = (Pieces.Id(1), Pieces.Id(2));

    [Fact]
    public void What_was_held_before_is_there_when_the_member_is_complete_and_has_kept_its_stamps_and_its_idleness()
    {
        var member = new ManagerInMemory(Former(contactBefore: TimeSpan.FromMinutes(1)));
        Assert.False(member.Board.Standing.IsTransferred);

        member.See();

        Assert.True(member.Board.Standing.IsTransferred);
        Assert.Empty(member.Board.Former);
        Assert.True(member.Board.Sessions.TryGet(Ids.Live, out var live));
        Assert.Equal(Written("a").Attributes, live.State.Attributes);
        Assert.Equal(TimeSpan.FromMinutes(15), live.AgeAt(member.Moment, TimeSpan.FromMinutes(20)).Idle);
        Assert.True(member.Board.Sessions.TryGet(Ids.Over, out var over));
        Assert.True(over.State.IsEnded);
    }

    [Fact]
    public void One_that_was_idle_for_long_is_looked_at_when_it_is_due_and_not_after_a_whole_timeout()
    {
        var member = new ManagerInMemory(Former(contactBefore: TimeSpan.FromMinutes(1)));
        member.See();
        member.Tick();

        member.Forget(after: TimeSpan.FromMinutes(6));

        Assert.True(member.Board.Sessions.TryGet(Ids.Live, out var live));
        Assert.Equal(SessionEndReason.Expired, live.State.End?.Reason);
    }

    [Fact]
    public void Of_a_life_that_was_out_of_contact_for_long_only_the_ends_come_along()
    {
        var member = new ManagerInMemory(Former(contactBefore: Limit));
        member.See();

        member.Tick();

        Assert.True(member.Board.Standing.IsTransferred);
        Assert.False(member.Board.Sessions.TryGet(Ids.Live, out _));
        Assert.True(member.Board.Sessions.TryGet(Ids.Over, out _));
    }

    [Fact]
    public void Everyone_is_compared_with_afterwards_whoever_was_out_of_reach_or_came_later_included()
    {
        var member = new ManagerInMemory(Former(contactBefore: TimeSpan.FromMinutes(1)));
        var donor = new ViewMember(B);
        member.See(donor, Unreachable(C));
        member.Tick();
        Assert.Empty(member.SentTo<DigestOffer>(B));
        GiveNothing(member, B);
        Assert.True(member.Board.Standing.IsTransferred);

        member.See(donor, Unreachable(C), new ViewMember(D));
        member.Tick();
        Assert.Single(member.SentTo<DigestOffer>(B));
        Assert.Single(member.SentTo<DigestOffer>(D));
        Assert.Empty(member.SentTo<DigestOffer>(C));

        member.See(donor, new ViewMember(C), new ViewMember(D));
        member.Tick();
        Assert.Single(member.SentTo<DigestOffer>(C));
    }

    // Every share of a complete donor that holds nothing.
    private static void GiveNothing(ManagerInMemory member, MemberId donor)
    {
        var answered = new HashSet<long>();
        while (member.SentTo<TransferRequest>(donor).FirstOrDefault(request => answered.Add(request.TransferId)) is { } asked)
            member.Tell(new TransferPage(asked.TransferId, asked.Share, 0, default, null, IsLast: true, DonorIsComplete: true, []), donor);
    }

    // Held by A before: a session that was idle for 14 minutes a minute ago, and the end of another.
    private static FormerLife Former(TimeSpan contactBefore)
    {
        var now = new ManagerInMemory().Moment;
        var handles = new SessionHandles();
        Hold(handles, Ids.Live, Written("a")).NoteAccess(Now, TimeSpan.FromMinutes(15), now.Uptime);
        Hold(handles, Ids.Over, SessionState.Ended(SessionEnd.Invalidated(new(9 << 16, 1))));
        var contact = new Moment(now.Now - contactBefore, now.Uptime - contactBefore);
        return new(handles, new LastContact(contact, View(B, C), contact));
    }

    private static SessionHandle Hold(SessionHandles handles, SessionId id, SessionState state)
    {
        var handle = new SessionHandle(id);
        handles.Add(handle);
        handle.Publish(state, handles.Digests, isHeard: false);
        if (SessionHandle.IsLive(state)) handles.CountLive(1);
        return handle;
    }

    private static SessionState Written(string name) =>
        SessionState.Of(AttributeSet.Of([(name, AttributeCell.Written([1], new(3 << 16, 1)))]), created: DateTimeOffset.UnixEpoch.AddSeconds(1));
}
