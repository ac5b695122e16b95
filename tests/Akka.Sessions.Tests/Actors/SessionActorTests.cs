using Akka.Actor;
using Akka.Sessions.Actors;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Tests.Actors;

public sealed class SessionActorTests : TestKit.Xunit2.TestKit
{
    private const int Writer = 7;
    private readonly ActorSession _handle = new(SessionId.New());
    private readonly SessionHandles _handles = new();
    private readonly TestKit.TestProbe _manager;
    private readonly TestKit.TestProbe _replicator;
    private readonly IActorRef _session;

    public SessionActorTests()
    {
        _manager = CreateTestProbe();
        _replicator = CreateTestProbe();
        var surroundings = new SessionSurroundings(
            Writer, new ActorSessionPort(_manager.Ref, _replicator.Ref), _handles, SettingsTests.Read(""), TimeProvider.System);
        _session = Sys.ActorOf(Props.CreateBy(new SessionActorProducer(_handle, surroundings)));
        _handle.Actor = _session;
    }

    [Fact]
    public void A_commit_is_published_here_before_it_is_offered_to_the_others()
    {
        var commit = Commit("user", "ann");

        var offer = _replicator.ExpectMsg<Offer>();

        Assert.True(_handle.State.Attributes.TryGetValue("user", out _));
        Assert.Same(commit, offer.Commit);
        Assert.Equal(_handle.Id, Assert.Single(offer.Pieces).Id);
        Assert.Equal(1, _handles.LiveCount);
    }

    [Fact]
    public async Task What_ended_refuses_a_commit_and_says_why()
    {
        Commit("user", "ann");
        _session.Tell(new InvalidateRequest(_handle.Id, new SessionChanges(), new PendingCommit(CommitLevel.None)));

        var late = Commit("user", "eve");

        var refused = await Assert.ThrowsAsync<SessionEndedException>(() => late.Task);
        Assert.Equal(SessionEndReason.Invalidated, refused.Reason);
        Assert.Equal(0, _handles.LiveCount);
    }

    [Fact]
    public void A_commit_that_was_begun_before_the_session_moved_follows_it()
    {
        var target = SessionId.New();
        Commit("user", "ann");
        _session.Tell(new RotateRequest(_handle.Id, target, new SessionChanges(), new PendingCommit(CommitLevel.All)));
        Assert.Equal(target, _manager.FishForMessage<MergeRequest>(_ => true).Piece.Id);

        Commit("cart", "1");

        Assert.Equal(target, _manager.ExpectMsg<CommitRequest>().Id);
    }

    [Fact]
    public void A_change_of_id_is_offered_only_when_the_content_is_here_under_the_new_one()
    {
        Commit("user", "ann");
        _replicator.ExpectMsg<Offer>();
        _session.Tell(new RotateRequest(_handle.Id, SessionId.New(), new SessionChanges(), new PendingCommit(CommitLevel.All)));

        var moved = _manager.FishForMessage<MergeRequest>(_ => true);
        _replicator.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        moved.Countdown!.Signal();

        Assert.Equal(2, _replicator.ExpectMsg<Offer>().Pieces.Count);
    }

    [Fact]
    public void A_merged_piece_counts_down_once_it_can_be_read()
    {
        var piece = new SessionPiece(_handle.Id, SessionState.Empty.Write(Changes("user", "ann"), Now, writer: 8).Delta);

        _session.Tell(new MergeRequest(piece, default, new Countdown(1, () => TestActor.Tell("merged"))));

        ExpectMsg("merged");
        Assert.True(_handle.State.Attributes.TryGetValue("user", out _));
    }

    [Fact]
    public void A_piece_that_cannot_be_merged_counts_down_and_the_session_goes_on_from_what_it_published()
    {
        Commit("user", "ann");

        // No state at all: merging it fails as a defect would.
        _session.Tell(new MergeRequest(new SessionPiece(_handle.Id, null!), default, new Countdown(1, () => TestActor.Tell("merged"))));
        Commit("cart", "1");

        ExpectMsg("merged");
        _replicator.ExpectMsg<Offer>();
        _replicator.ExpectMsg<Offer>();
        Assert.True(_handle.State.Attributes.TryGetValue("user", out _));
        Assert.True(_handle.State.Attributes.TryGetValue("cart", out _));
    }

    [Fact]
    public void A_session_that_was_used_again_does_not_expire()
    {
        Commit("user", "ann");
        _replicator.ExpectMsg<Offer>();
        var due = new Moment(Now, TimeProvider.System.GetUptime() + TimeSpan.FromHours(1));
        _handle.Touch(due, out _);

        _session.Tell(new ExpireRequest(due));
        _session.Tell(new ExpireRequest(due with { Uptime = due.Uptime + TimeSpan.FromHours(1) }));

        // Only the second ended it.
        Assert.True(Assert.Single(_replicator.ExpectMsg<Offer>().Pieces).State.IsEnded);
        _replicator.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private static new DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private PendingCommit Commit(string name, string value)
    {
        var commit = new PendingCommit(CommitLevel.None);
        _session.Tell(new CommitRequest(_handle.Id, Changes(name, value), commit));
        return commit;
    }

    private static SessionChanges Changes(string name, string value) => new()
    {
        Attributes = new Dictionary<string, byte[]?>(StringComparer.Ordinal) { [name] = System.Text.Encoding.UTF8.GetBytes(value) },
        Created = Now,
        Accessed = Now,
    };
}
