using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Serialization;

namespace Akka.Embedded.Tests.PubSub;

public sealed class EncodingTests
{
    [Fact]
    public async Task A_message_is_encoded_once_however_many_nodes_and_subscribers_it_goes_to()
    {
        await using var nodes = await PubSubNodes.StartAsync(3);
        var serializers = Enumerable.Range(0, 3).Select(i => CountingSerializer.AddTo(nodes[i].System)).ToList();
        TestKit.TestProbe[] subscribers =
        [
            await nodes[1].SubscriberAsync("topic"),
            await nodes[1].SubscriberAsync("topic"),
            await nodes[2].SubscriberAsync("topic"),
        ];
        foreach (var other in (int[])[1, 2])
        {
            await nodes[other].SubscriberAsync($"marker-{other}");
            await nodes[0].UntilTopicAsync($"marker-{other}");
        }

        nodes[0].Mediator.Tell(new Publish("topic", new Counted()));

        foreach (var subscriber in subscribers) await subscriber.ExpectMsgAsync<Counted>();
        Assert.Equal(1, serializers[0].Written);
        Assert.Equal([0, 1, 1], serializers.Select(s => s.Read));
    }

    [Fact]
    public async Task A_message_that_cannot_be_encoded_reaches_its_own_node_and_an_error_says_why_it_left_no_further()
    {
        await using var nodes = await PubSubNodes.StartAsync(2);
        var own = await nodes[0].SubscriberAsync("topic");
        var other = await nodes[1].SubscriberAsync("topic");
        await nodes[1].SubscriberAsync("marker");
        await nodes[0].UntilTopicAsync("marker");
        var message = new NobodySerializesThis();

        own.EventFilter.Error(contains: nameof(NobodySerializesThis))
            .ExpectOne(() => nodes[0].Mediator.Tell(new Publish("topic", message)));
        nodes[0].Mediator.Tell(new Publish("topic", "next"));

        await own.ExpectMsgAsync(message);
        await own.ExpectMsgAsync("next");
        await other.ExpectMsgAsync("next");
    }

    private sealed class NobodySerializesThis;

    private sealed class Counted;

    private sealed class CountingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        private int _written;
        private int _read;

        public override int Identifier => 20261122;

        internal int Written => Volatile.Read(ref _written);

        internal int Read => Volatile.Read(ref _read);

        public override string Manifest(object o) => "c";

        public override byte[] ToBinary(object obj)
        {
            Interlocked.Increment(ref _written);
            return [1];
        }

        public override object FromBinary(byte[] bytes, string manifest)
        {
            Interlocked.Increment(ref _read);
            return new Counted();
        }

        internal static CountingSerializer AddTo(ActorSystem system)
        {
            var serializer = new CountingSerializer((ExtendedActorSystem)system);
            system.Serialization.AddSerializer(serializer);
            system.Serialization.AddSerializationMap(typeof(Counted), serializer);
            return serializer;
        }
    }
}
