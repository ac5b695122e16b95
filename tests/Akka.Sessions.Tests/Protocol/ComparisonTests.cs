using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using Akka.Sessions.Tests.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Protocol;

/// <summary>When a manager compares its sessions with another's, and what comes of it.</summary>
public sealed class ComparisonTests
{
    private static readonly StreamId StreamOfB = new(B.Incarnation);

    private readonly ManagerInMemory _a = new();
    private readonly DigestMember _b = new(B);

    public ComparisonTests()
    {
        // Alone, and so complete; nobody is left to be compared with for that.
        _a.See();
        _a.Tick();
    }

    [Fact]
    public void A_member_that_can_be_reached_again_is_compared_with()
    {
        _a.See(new ViewMember(B));
        _a.Tick();
        Assert.Empty(_a.SentTo<DigestOffer>(B));

        _a.See(Unreachable(B));
        _a.See(new ViewMember(B));
        _a.Tick();

        Assert.Single(_a.SentTo<DigestOffer>(B));
    }

    [Fact]
    public void Someone_is_compared_with_every_interval()
    {
        _a.See(new ViewMember(B));
        _a.Tick(TimeSpan.FromMinutes(1));

        Assert.Single(_a.SentTo<DigestOffer>(B));
    }

    [Fact]
    public void Batches_that_are_no_longer_kept_are_made_up_for_by_comparing_and_the_stream_skips_to_where_the_other_was()
    {
        var (lost, ended) = (Pieces.Id(1), Pieces.Id(2));
        _b.Merge(new(lost, Written("a")));
        _b.Merge(new(ended, SessionState.Ended(SessionEnd.Invalidated(new(9 << 16, 1)))));
        _b.Hear(ended);
        _b.Cursors.Add(new(StreamOfB, 50));
        _a.See(new ViewMember(B));
        _a.Tell(Merged(ended, Written("alive")));
        _a.Tell(new Cursors(B, 50, []), B);

        _a.Tell(new RepairUnavailable(StreamOfB, 40), B);
        AnswerAll();
        _a.Tick();
        _a.Tell(new Cursors(B, 50, []), B);

        Assert.True(_a.Board.Sessions.TryGet(lost, out var found));
        Assert.Equal(["a"], found.State.Attributes.LiveNames);
        Assert.True(_a.Board.Sessions.TryGet(ended, out var over));
        Assert.True(over.State.IsEnded);
        Assert.Equal(new StreamCursor(StreamOfB, 50), Assert.Single(_a.SentTo<Cursors>(B).Last().Streams));
        Assert.True(_a.Board.Standing.IsTransferred);
        Assert.Empty(_a.SentTo<TransferRequest>(B));
        Assert.Equal((1, 1), (_a.Manager.Digests.Begun, _a.Manager.Digests.Completed));
    }

    [Fact]
    public void A_comparison_that_no_stream_waits_for_skips_nothing()
    {
        _b.Cursors.Add(new(StreamOfB, 50));
        _a.See(new ViewMember(B));
        _a.Tick(TimeSpan.FromMinutes(1));
        AnswerAll();
        _a.Tick();
        _a.Tell(new Cursors(B, 50, []), B);

        Assert.Equal(1, _a.Manager.Digests.Completed);
        Assert.Equal(new StreamCursor(StreamOfB, 0), Assert.Single(_a.SentTo<Cursors>(B).Last().Streams));
    }

    [Fact]
    public void Who_asks_is_answered_and_what_it_sends_is_merged()
    {
        _a.See(new ViewMember(B));
        _a.Tell(Merged(Pieces.Id(1), Written("here")));
        _b.Merge(new(Pieces.Id(2), Written("there")));

        var questions = AskA();

        Assert.Equal(2, questions);
        Assert.Equal(["here"], _b[Pieces.Id(1)].Attributes.LiveNames);
        Assert.True(_a.Board.Sessions.TryGet(Pieces.Id(2), out var arrived));
        Assert.Equal(["there"], arrived.State.Attributes.LiveNames);
        Assert.Equal(_b.Index.Sums, _a.Board.Sessions.Digests.Sums);
    }

    [Fact]
    public void A_stranger_is_not_answered()
    {
        _a.See(new ViewMember(B));
        _a.Tell(new DigestOffer(1, C, 0, new ulong[DigestBucket.Count]), C);

        Assert.Empty(_a.SentTo<DigestEntries>(C));
    }

    [Fact]
    public void An_end_counts_until_everyone_has_heard_of_it_and_a_forgotten_session_leaves_nothing()
    {
        var (unheard, heard) = (Pieces.Id(1), Pieces.Id(2));
        var end = SessionState.Ended(SessionEnd.Expired(new(9 << 16, 1)));
        _a.See(new ViewMember(B));
        _a.Tell(Merged(unheard, Written("a")));
        _a.Tell(Merged(heard, Written("a")));
        _a.Tell(Merged(heard, end));
        _a.Tell(new MergeRequest(new SessionPiece(unheard, end), new StreamCursor(StreamOfB, 5), null));
        Assert.Equal(SessionDigest.OfEnd(heard, end.End!), DigestOf(heard));

        _a.Forget();
        Assert.Equal((SessionDigest.OfEnd(unheard, end.End!), SessionDigest.None), (DigestOf(unheard), DigestOf(heard)));

        // Another end of it is news again.
        _a.Tell(Merged(heard, SessionState.Ended(SessionEnd.Invalidated(new(9 << 16, 1)))));
        Assert.NotEqual(SessionDigest.None, DigestOf(heard));

        _a.Forget(after: TimeSpan.FromHours(1));
        Assert.False(_a.Board.Sessions.TryGet(heard, out _));
        Assert.Equal(unheard, Assert.Single(Enumerable.Range(0, DigestBucket.Count).SelectMany(_a.Board.Sessions.Digests.IdsIn)));
        Assert.Equal(DigestOf(unheard), Assert.Single(_a.Board.Sessions.Digests.Sums, sum => sum != 0));
    }

    // B answers what A asks, until A asks nothing more.
    private void AnswerAll()
    {
        for (var at = 0; at < _a.Sent.Count; at++)
        {
            if (_a.Sent[at].Message is DigestOffer or DigestContent) _a.Tell(_b.Reply(_a.Sent[at].Message), B);
        }
    }

    // B asks and A answers; how many questions it took.
    private int AskA()
    {
        var questions = 0;
        var step = _b.Exchanges.Begin(A, isRepair: false, Now);
        while (step is DigestStep.Send question)
        {
            questions++;
            _a.Tell(question.Message, B);
            step = _b.Take(_a.Sent[^1].Message, Now);
        }

        return questions;
    }

    private static SessionState Written(string name) =>
        SessionState.Of(AttributeSet.Of([(name, AttributeCell.Written([1], new(3 << 16, 1)))]), created: DateTimeOffset.UnixEpoch.AddSeconds(1));

    private ulong DigestOf(SessionId id) => _a.Board.Sessions.TryGet(id, out var handle) ? handle.Digest : 0;

    private static MergeRequest Merged(SessionId id, SessionState state) => new(new SessionPiece(id, state), default, null);
}
