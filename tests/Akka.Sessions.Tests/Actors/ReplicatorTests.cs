using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Sessions.Actors;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Sessions.Tests.Actors;

public sealed class ReplicatorTests : TestKit.Xunit2.TestKit
{
    private static readonly MemberId Self = new("akka.tcp://test@127.0.0.1:1", 1);

    // Where the test's own actors are, so that one of them can greet for it.
    private static readonly MemberId Other = new("akka://test", 2);
    private readonly TestKit.TestProbe _manager;
    private readonly TestKit.TestProbe _mediator;
    private readonly IActorRef _replicator;

    public ReplicatorTests()
    {
        _manager = CreateTestProbe();
        _mediator = CreateTestProbe();
        var addresses = new ManagerAddresses(Sys, "/user/manager");
        addresses.Keep([Other]);
        addresses.Learn(Other, TestActor);
        var courier = new Courier(new Fragments(Self, 0), "topic", _mediator.Ref, addresses, new Traffic());
        var surroundings = new ReplicatorSurroundings(Self, SettingsTests.Read("commit-timeout = 1 h"), TimeProvider.System, NullLogger.Instance);
        var manager = _manager.Ref;
        _replicator = Sys.ActorOf(Props.Create(() => new Replicator(surroundings, manager, courier)));
        _replicator.Tell(new View(Self, [new ViewMember(Self), new ViewMember(Other)]));
    }

    [Fact]
    public async Task A_commit_at_level_none_is_answered_with_its_number_before_anyone_has_it()
    {
        var receipt = await Offer(CommitLevel.None).Task;

        Assert.True(receipt.IsSatisfied);
        Assert.Equal(new SessionToken(Self.Incarnation, 1), receipt.Token);
        Assert.Equal([Other], receipt.Missing);
    }

    [Fact]
    public async Task A_commit_at_level_one_is_answered_by_the_acknowledgement()
    {
        var commit = Offer(CommitLevel.One);
        Assert.True(NextBatch().AckAtOnce);
        Assert.False(commit.Task.IsCompleted);

        _replicator.Tell(new Acknowledged(Other, 1));

        Assert.Equal([Other], (await commit.Task).Applied);
    }

    [Fact]
    public async Task A_commit_that_waits_when_the_replicator_ends_is_told_at_once_that_its_level_was_not_reached()
    {
        var commit = Offer(CommitLevel.One);
        NextBatch();

        Sys.Stop(_replicator);

        var receipt = await commit.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(receipt.IsSatisfied);
        Assert.Equal([Other], receipt.Missing);
    }

    [Fact]
    public void Batches_are_numbered_without_holes_and_told_to_the_manager_when_published()
    {
        Offer(CommitLevel.None);
        Assert.Equal(1, NextBatch().Number);
        Assert.Equal(1, _manager.ExpectMsg<Published>().LastNumber);

        Offer(CommitLevel.None);
        Assert.Equal(2, NextBatch().Number);
        Assert.Equal(2, _manager.ExpectMsg<Published>().LastNumber);
    }

    [Fact]
    public void A_batch_is_sent_again_until_everyone_has_it_and_then_no_more()
    {
        Offer(CommitLevel.None);
        var batch = NextBatch();
        var missing = new RepairRequest(batch.Stream, 1, 1);

        _replicator.Tell(new ResendRequest(missing, Other));
        Assert.Equal(batch, ExpectMsg<ReplicationBatch>());

        _replicator.Tell(new Acknowledged(Other, 1));
        _replicator.Tell(new ResendRequest(missing, Other));
        Assert.Equal(2, ExpectMsg<RepairUnavailable>().FirstHeld);
    }

    [Fact]
    public async Task A_drain_waits_for_every_reachable_member()
    {
        Offer(CommitLevel.None);
        var drained = new TaskCompletionSource();
        _replicator.Tell(new DrainRequest(drained));
        NextBatch();
        Assert.False(drained.Task.IsCompleted);

        _replicator.Tell(new Acknowledged(Other, 1));

        await drained.Task;
    }

    [Fact]
    public async Task A_member_that_is_gone_is_not_waited_for()
    {
        var commit = Offer(CommitLevel.One);
        NextBatch();

        _replicator.Tell(new View(Self, [new ViewMember(Self)]));

        var receipt = await commit.Task;
        Assert.True(receipt.IsSatisfied);
        Assert.Empty(receipt.Applied);
    }

    [Fact]
    public void What_is_bigger_than_a_frame_travels_in_fragments()
    {
        Offer(CommitLevel.None, new byte[500_000]);

        var fragment = Assert.IsType<Fragment>(_mediator.ExpectMsg<Publish>().Message);
        for (var i = 1; i < fragment.Count; i++) Assert.IsType<Fragment>(_mediator.ExpectMsg<Publish>().Message);
        _mediator.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void An_ended_session_is_noted_for_remembering_with_the_batch_that_says_so()
    {
        var ended = SessionState.Empty.Write(Changes([1]), Now, Self.Incarnation).State.Invalidate(Now, Self.Incarnation).Delta;

        _replicator.Tell(new Offer([new SessionPiece(SessionId.New(), ended)], null));

        Assert.Equal(1, _manager.ExpectMsg<TombstoneNoted>().Tombstone.Number);
    }

    private static new DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private PendingCommit Offer(CommitLevel level, byte[]? value = null)
    {
        var commit = new PendingCommit(level);
        var delta = SessionState.Empty.Write(Changes(value ?? [1]), Now, Self.Incarnation).Delta;
        _replicator.Tell(new Offer([new SessionPiece(SessionId.New(), delta)], commit));
        return commit;
    }

    private static SessionChanges Changes(byte[] value) =>
        new() { Attributes = new Dictionary<string, byte[]?>(StringComparer.Ordinal) { ["name"] = value }, Created = Now };

    private ReplicationBatch NextBatch() => Assert.IsType<ReplicationBatch>(_mediator.ExpectMsg<Publish>().Message);
}
