using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Tests.Generators;
using Akka.Sessions.Wire;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Protocol;

/// <summary>B has turned against A and C. One lie each; the simulation tells a hundred thousand.</summary>
public sealed class HostileMemberTests
{
    private static readonly StreamId StreamOfB = new(B.Incarnation);
    private static readonly StreamId StreamOfC = new(C.Incarnation);

    private readonly ManagerInMemory _a = new();

    public HostileMemberTests()
    {
        _a.See();
        _a.Tick();
        _a.See(new ViewMember(B), new ViewMember(C));
        _a.Tick();
    }

    private long Refused => _a.Board.Counters.RefusedMessages;

    [Fact]
    public void In_the_name_of_another_nobody_is_believed()
    {
        _a.Tell(new Cursors(C, 7, []), B);
        _a.Tell(new Cursors(C, 7, []), from: null);
        _a.Tell(new HelloRefused(1, C, "no"), B);
        _a.Tell(new ExpiryVerdict(new ExpiryRound(C.Incarnation, 1), []), B);
        _a.Tell(new LeaseRequest(new LeaseId(C.Incarnation, 1), Pieces.Id(1), default), B);
        _a.Tell(new LeaseRelease(new LeaseId(C.Incarnation, 1), Pieces.Id(1), Written: null), B);
        _a.Tell(new LeaseReport(C, 1, 0, [], IsLast: true, []), B);
        _a.Tell(new LeaseQuestion(C, 1, 0, 0), from: null);

        Assert.Equal(8, Refused);
        Assert.Equal(0, _a.Board.Figures.Peers.Single(peer => peer.Member == C).Ahead);
        Assert.False(_a.Board.Standing.View.Members.Single(member => member.Id == C).IsRefused);

        _a.Tell(new Cursors(C, 7, []), C);
        _a.Tick();
        Assert.Equal(7, _a.Board.Figures.Peers.Single(peer => peer.Member == C).Ahead);
        Assert.Equal(8, Refused);
    }

    [Fact]
    public void Nor_in_fragments()
    {
        var piece = PieceCodec.Write(new SessionPiece(Pieces.Id(1), Written("a")), PieceCodec.NoAuthor);
        var whole = MessageCodec.Write(new DigestContent(1, C, 0, piece, []));
        for (var part = 0; part < 2; part++)
            _a.Tell(new Fragment(B, 1, part, 2, Manifests.DigestContent, whole.AsMemory()[(part * 20)..(part == 0 ? 20 : whole.Length)]), B);

        Assert.Equal(1, Refused);
        Assert.False(_a.Board.Sessions.TryGet(Pieces.Id(1), out _));
    }

    [Fact]
    public void A_former_life_and_a_stranger_are_no_lie_and_change_nothing()
    {
        _a.Tell(new Cursors(B with { Incarnation = 99 }, 7, []), B);
        _a.Tell(new Cursors(D, 7, []), from: null);

        Assert.Equal(0, Refused);
        Assert.Equal(0, _a.Board.Figures.Peers.Sum(peer => peer.Ahead));
    }

    [Fact]
    public void A_batch_of_a_member_comes_from_it_or_from_whom_it_was_asked_of()
    {
        _a.Tell(BatchOf(StreamOfC, 1, "forged"), B);
        Assert.Equal(1, Refused);
        Assert.False(_a.Board.Sessions.TryGet(Pieces.Id(1), out _));

        _a.See(new ViewMember(B), Unreachable(C));
        _a.Tell(new Cursors(B, 0, [new(StreamOfC, 1)]), B);
        Assert.Equal(new RepairRequest(StreamOfC, 1, 1), _a.SentTo<RepairRequest>(B).Last());
        _a.Tell(BatchOf(StreamOfC, 1, "passed on"), B);

        Assert.Equal(1, Refused);
        Assert.True(_a.Board.Sessions.TryGet(Pieces.Id(1), out var arrived));
        Assert.Equal(["passed on"], arrived.State.Attributes.LiveNames);
    }

    [Fact]
    public void What_cannot_be_read_is_counted_and_holds_up_nothing()
    {
        _a.Tell(new ReplicationBatch(StreamOfB, 1, false, new byte[] { 0xFF, 1, 2 }), B);
        _a.Tell(new DigestContent(1, B, 0, new byte[] { 0xFF, 1, 2 }, []), B);
        _a.Tell(BatchOf(StreamOfB, 2, "good"), B);

        Assert.Equal(2, Refused);
        Assert.True(_a.Board.Sessions.TryGet(Pieces.Id(1), out _));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 1, 2 })]
    [InlineData(new byte[] { 0x98, 0x06, 0x01 })]
    public void A_reply_that_holds_no_session_leaves_nobody_waiting(byte[] payload)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _a.Tell(new SearchRequest(Pieces.Id(1), CarriesTokens: true, answer));
        _a.Tell(new LookupReply(Pieces.Id(1), B, IsComplete: true, payload), B);

        Assert.True(answer.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public void Streams_that_never_were_take_little_room()
    {
        for (var message = 0; message < 10; message++)
            _a.Tell(new Cursors(B, 0, [.. Enumerable.Range(0, 4096).Select(n => new StreamCursor(new(1_000 + (message * 4096) + n), 5))]), B);
        for (var stream = 1; stream < 1000; stream++) _a.Tell(BatchOf(new(B.Incarnation, stream), 1, "a"), B);
        _a.Tick();

        Assert.InRange(_a.SentTo<Cursors>(B).Last().Streams.Count, 2, 300);
        Assert.False(_a.Board.Sessions.TryGet(Pieces.Id(1), out _));
    }

    [Fact]
    public void What_is_told_again_is_remembered_once()
    {
        for (var number = 1; number <= 100; number++)
        {
            var moved = SessionState.Ended(SessionEnd.Of(Enumerable.Range(2, 10).Select(n => new SessionMove(Pieces.Id(n), new((ulong)n << 16, 1))), null)!);
            _a.Tell(new MergeRequest(new SessionPiece(Pieces.Id(1), moved), new StreamCursor(StreamOfB, number), null));
        }

        Assert.InRange(_a.Manager.Tombstones, 10, 100);
    }

    [Fact]
    public void Nobody_has_more_of_what_A_wrote_than_it_sent()
    {
        _a.Tell(new Published(3));
        _a.Tell(new Cursors(B, 0, [new(new(A.Incarnation), 1_000_000)]), B);
        _a.Tell(new Cursors(C, 0, [new(new(A.Incarnation), 3)]), C);
        _a.Sent.Clear();
        _a.Tick();

        // All are equally far, so there is nothing to announce.
        Assert.Empty(_a.SentTo<Cursors>(C));
    }

    private static ReplicationBatch BatchOf(StreamId stream, long number, string name) =>
        new(stream, number, false, PieceCodec.Write(new SessionPiece(Pieces.Id(1), Written(name)), stream.Origin));

    private static SessionState Written(string name) =>
        SessionState.Empty.Write(new SessionChanges { Attributes = new Dictionary<string, byte[]?>(StringComparer.Ordinal) { [name] = [1] } }, Now, 12).Delta;
}
