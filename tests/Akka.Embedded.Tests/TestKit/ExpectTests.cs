using Akka.Actor;
using Xunit.Sdk;

namespace Akka.Embedded.Tests.TestKits;

public sealed class ExpectTests : TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void What_is_told_to_the_test_actor_is_expected_in_order()
    {
        TestActor.Tell("one");
        TestActor.Tell(2);
        Assert.Equal("one", ExpectMsg<string>());
        Assert.Equal(2, ExpectMsg(2));
    }

    [Fact]
    public async Task The_test_actor_is_the_sender_before_and_after_an_await()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("before");
        await probe.ExpectMsgAsync("before");
        Assert.Equal(TestActor, probe.LastSender);
        await Task.Delay(1);
        probe.Ref.Tell("after");
        await probe.ExpectMsgAsync("after");
        probe.Reply("answer");
        await ExpectMsgAsync("answer");
        Assert.Equal(probe.Ref, LastSender);
    }

    [Fact]
    public void Nothing_in_time_fails_and_says_what_was_expected()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short, hint: "the greeting"));
        Assert.Contains("System.String", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the greeting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_type_and_another_value_fail()
    {
        TestActor.Tell(1);
        var failure = await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectMsgAsync<string>());
        Assert.Contains("expected was a System.String", failure.Message, StringComparison.Ordinal);
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg(2));
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<int>(n => n == 2));
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<int>(n => Assert.Equal(2, n)));
    }

    [Fact]
    public void A_message_that_comes_breaks_the_silence()
    {
        ExpectNoMsg(Short);
        TestActor.Tell("noise");
        Assert.Contains("noise", Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(Short)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_of_and_all_of_take_any_order()
    {
        foreach (var message in (string[])["b", "c", "a"]) TestActor.Tell(message);
        Assert.Equal("b", ExpectMsgAnyOf<string>(["a", "b"]));
        Assert.Equal(["c", "a"], ExpectMsgAllOf("a", "c"));
        TestActor.Tell("x");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOf("y"));
    }

    [Fact]
    public async Task Fishing_drops_what_comes_before()
    {
        for (var i = 0; i < 5; i++) TestActor.Tell(i);
        Assert.Equal(2, FishForMessage<int>(n => n == 2));
        Assert.Equal(4, await FishForMessageAsync(m => m is 4));
        Assert.ThrowsAny<XunitException>(() => FishForMessage<int>(_ => true, Short));
    }

    [Fact]
    public void ReceiveWhile_leaves_the_first_that_does_not_fit()
    {
        foreach (var message in (object[])["a", "b", 3]) TestActor.Tell(message);
        Assert.Equal(["a", "b"], ReceiveWhile<string>(Short, m => m as string));
        ExpectMsg(3);
        Assert.Null(ReceiveOne(TimeSpan.Zero));
    }

    [Fact]
    public async Task ReceiveN_waits_for_that_many()
    {
        for (var i = 0; i < 3; i++) TestActor.Tell(i);
        Assert.Equal([0, 1], ReceiveN(2));
        TestActor.Tell(3);
        var rest = new List<object>();
        await foreach (var message in ReceiveNAsync(2)) rest.Add(message);
        Assert.Equal([2, 3], rest);
        Assert.Contains("0 of 1", Assert.ThrowsAny<XunitException>(() => ReceiveN(1, Short)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_ignored_does_not_arrive()
    {
        IgnoreMessages<string>();
        TestActor.Tell("ignored");
        TestActor.Tell(1);
        ExpectMsg(1);
        IgnoreNoMessages();
        TestActor.Tell("heard");
        ExpectMsg("heard");
    }

    [Fact]
    public async Task A_watched_actors_end_is_expected_and_an_unwatched_ones_is_not()
    {
        var watched = Watch(CreateTestProbe().Ref);
        var unwatched = Unwatch(await WatchAsync(CreateTestProbe().Ref));
        Sys.Stop(unwatched);
        Sys.Stop(watched);
        ExpectTerminated(watched);
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public void A_forwarded_message_keeps_its_sender()
    {
        var (probe, target) = (CreateTestProbe(), CreateTestProbe());
        probe.Ref.Tell("pass it on");
        probe.ExpectMsg("pass it on");
        probe.Forward(target.Ref);
        target.ExpectMsgFrom(TestActor, "pass it on");
    }
}
