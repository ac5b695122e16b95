using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Embedded.Tests.PubSub;

public sealed class DistributedPubSubTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Every_subscriber_on_every_node_gets_a_published_message_once_and_so_does_the_publisher_when_it_subscribes()
    {
        await using var nodes = await PubSubNodes.StartAsync(2);
        var publisher = await nodes[0].SubscriberAsync("news");
        var one = await nodes[1].SubscriberAsync("news");
        var two = await nodes[1].SubscriberAsync("news");
        var marker = await nodes[1].SubscriberAsync("marker");
        await nodes[0].UntilTopicAsync("marker");

        nodes[0].Mediator.Tell(new Publish("news", "first"), publisher.Ref);
        nodes[0].Mediator.Tell(new Publish("marker", "after it"), publisher.Ref);

        await publisher.ExpectMsgAsync("first");
        Assert.Equal(publisher.Ref, publisher.LastSender);
        await marker.ExpectMsgAsync("after it");
        foreach (var subscriber in (TestKit.TestProbe[])[one, two])
        {
            await subscriber.ExpectMsgAsync("first");
            var pathFromElsewhere = publisher.Ref.Path.WithUid(0).ToStringWithAddress(nodes[0].Cluster.SelfAddress);
            Assert.Equal(pathFromElsewhere, subscriber.LastSender.Path.ToStringWithAddress());
            Assert.False(subscriber.HasMessages);
        }
    }

    [Fact]
    public async Task Messages_of_one_publisher_arrive_in_its_order()
    {
        await using var nodes = await PubSubNodes.StartAsync(2);
        var subscriber = await nodes[1].SubscriberAsync("numbers");
        await nodes[0].UntilTopicAsync("numbers");
        var publisher = nodes[0].Probe();
        for (var i = 0; i < 5000; i++) nodes[0].Mediator.Tell(new Publish("numbers", i), publisher.Ref);
        Assert.Equal(Enumerable.Range(0, 5000).Cast<object>(), subscriber.ReceiveN(5000, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Who_unsubscribes_or_stops_gets_nothing_more_and_the_other_nodes_learn_of_it()
    {
        await using var nodes = await PubSubNodes.StartAsync(2);
        var leaving = await nodes[1].SubscriberAsync("left");
        var stopping = await nodes[1].SubscriberAsync("stopped");
        await nodes[0].UntilTopicAsync("left");
        await nodes[0].UntilTopicAsync("stopped");

        nodes[1].Mediator.Tell(new Unsubscribe("left", leaving.Ref), leaving.Ref);
        await leaving.ExpectMsgAsync(new UnsubscribeAck(new Unsubscribe("left", leaving.Ref)));
        nodes[1].System.Stop(stopping.Ref);

        await nodes[0].UntilTopicAsync("left", isKnown: false);
        await nodes[0].UntilTopicAsync("stopped", isKnown: false);
        nodes[0].Mediator.Tell(new Publish("left", "too late"));
        await leaving.ExpectNoMsgAsync(Quiet);
    }

    [Fact]
    public async Task A_node_that_joins_late_learns_what_was_subscribed_before()
    {
        await using var nodes = await PubSubNodes.StartAsync(1);
        var subscriber = await nodes[0].SubscriberAsync("old");
        var late = await nodes.AddAsync();
        await late.UntilTopicAsync("old");
        late.Mediator.Tell(new Publish("old", "from the newcomer"));
        await subscriber.ExpectMsgAsync("from the newcomer");
    }

    [Fact]
    public async Task A_node_that_is_removed_takes_its_subscriptions_along()
    {
        await using var nodes = await PubSubNodes.StartAsync(2);
        await nodes[1].SubscriberAsync("mine");
        await nodes[0].UntilTopicAsync("mine");
        await nodes[1].Cluster.LeaveAsync();
        await nodes[0].UntilTopicAsync("mine", isKnown: false);
    }

    [Fact]
    public async Task Send_reaches_one_and_its_own_node_first_when_asked_to()
    {
        await using var nodes = await PubSubNodes.StartAsync(2);
        var here = nodes[0].Registered("worker");
        var there = nodes[1].Registered("worker");
        await nodes[1].SubscriberAsync("registered before this");
        await nodes[0].UntilTopicAsync("registered before this");

        for (var i = 0; i < 20; i++) nodes[0].Mediator.Tell(new Send("/system/worker", i, localAffinity: true));
        Assert.Equal(20, here.ReceiveN(20).Count);

        for (var i = 0; i < 100; i++) nodes[0].Mediator.Tell(new Send("/system/worker", i));
        await there.ExpectMsgAsync<int>();
        await here.ExpectMsgAsync<int>();
    }

    [Fact]
    public async Task SendToAll_reaches_all_and_leaves_out_its_own_node_when_asked_to()
    {
        await using var nodes = await PubSubNodes.StartAsync(2);
        var here = nodes[0].Registered("worker");
        var there = nodes[1].Registered("worker");
        await nodes[1].SubscriberAsync("registered before this");
        await nodes[0].UntilTopicAsync("registered before this");

        nodes[0].Mediator.Tell(new SendToAll("/system/worker", "others", excludeSelf: true));
        nodes[0].Mediator.Tell(new SendToAll("/system/worker", "all"));

        await there.ExpectMsgAsync("others");
        await there.ExpectMsgAsync("all");
        await here.ExpectMsgAsync("all");
    }

    [Fact]
    public async Task What_nobody_takes_goes_to_dead_letters()
    {
        await using var nodes = await PubSubNodes.StartAsync(1);
        var letters = nodes[0].Probe();
        nodes[0].System.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        nodes[0].Mediator.Tell(new Publish("nobody", "is there"));
        Assert.Equal("is there", (await letters.ExpectMsgAsync<DeadLetter>()).Message);
        nodes[0].Mediator.Tell(new Send("/user/nobody", "is there either"));
        Assert.Equal("is there either", (await letters.ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task Named_in_akka_extensions_the_mediator_runs_from_the_start()
    {
        const string Extensions = """
            akka.extensions = ["Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubExtensionProvider,Akka.Cluster.Tools"]
            """;
        using var system = ActorSystem.Create("extended", ConfigurationFactory.ParseString(Extensions).WithFallback(PubSubNodes.Hocon));
        Assert.True(system.HasExtension<DistributedPubSub>());
        await system.Terminate();
    }

    [Fact]
    public async Task The_mediator_counts_its_own_subscribers()
    {
        await using var nodes = await PubSubNodes.StartAsync(1);
        await nodes[0].SubscriberAsync("topic");
        await nodes[0].SubscriberAsync("topic");
        Assert.Equal(2, await nodes[0].Mediator.Ask<int>(new CountSubscribers("topic"), TimeSpan.FromSeconds(3)));
        Assert.Equal(0, await nodes[0].Mediator.Ask<int>(new CountSubscribers("other"), TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task A_node_without_the_role_has_no_mediator_and_is_left_out()
    {
        const string Role = "akka.cluster.pub-sub.role = front";
        await using var nodes = await PubSubNodes.StartAsync(2, Role + "\nakka.cluster.roles = [front]", Role);
        Assert.False(DistributedPubSub.Get(nodes[0].System).IsTerminated);
        Assert.True(DistributedPubSub.Get(nodes[1].System).IsTerminated);
        Assert.Equal(nodes[1].System.DeadLetters, nodes[1].Mediator);
    }

    [Fact]
    public void Groups_are_refused_where_they_are_named()
    {
        Assert.Throws<NotSupportedException>(() => new Subscribe("topic", ActorRefs.Nobody, "group"));
        Assert.Throws<NotSupportedException>(() => new Unsubscribe("topic", ActorRefs.Nobody, "group"));
        Assert.Throws<NotSupportedException>(() => new Publish("topic", "message", sendOneMessageToEachGroup: true));
    }

    [Fact]
    public void A_name_is_neither_empty_nor_endless()
    {
        Assert.Throws<ArgumentException>(() => new Publish("", "message"));
        Assert.Throws<ArgumentException>(() => new Subscribe(new string('t', 1025), ActorRefs.Nobody));
    }
}
