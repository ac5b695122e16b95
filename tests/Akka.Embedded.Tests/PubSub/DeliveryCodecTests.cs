using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Embedded.Tests.PubSub;

public sealed class DeliveryCodecTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("codec", "akka.loggers = []");

    public void Dispose() => _system.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var delivery = new Delivery(RegistryKey.Path("/user/grüße"), "text");
        Assert.Equal(delivery, Read(Write(delivery)));
    }

    [Fact]
    public void The_bytes_are_these()
    {
        var payload = _system.Serialization.ToPayload("hi");
        var expected = new List<byte> { 0, 2, 0, (byte)'t', (byte)'1' };
        expected.AddRange(BitConverter.GetBytes(payload.SerializerId));
        expected.AddRange(BitConverter.GetBytes((ushort)payload.Manifest.Length));
        expected.AddRange(Encoding.UTF8.GetBytes(payload.Manifest));
        expected.AddRange(payload.Bytes);
        Assert.Equal(expected, Write(new Delivery(RegistryKey.Topic("t1"), "hi")));
    }

    [Fact]
    public void Cut_short_anywhere_in_its_head_it_is_refused()
    {
        var bytes = Write(new Delivery(RegistryKey.Topic("topic"), "message"));
        var head = bytes.Length - _system.Serialization.ToPayload("message").Bytes.Length;
        for (var length = 0; length < head; length++) Assert.Throws<SerializationException>(() => Read(bytes[..length]));
    }

    [Fact]
    public void Bytes_of_no_meaning_are_refused_with_an_exception_of_serialization()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 1000; i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            bytes.AsSpan(0, Math.Min(1, bytes.Length)).Fill(7);
            Assert.Throws<SerializationException>(() => Read(bytes));
        }
    }

    [Fact]
    public void A_cache_of_texts_gives_each_text_its_own_even_when_slots_clash()
    {
        var cache = new TextCache();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 2000; i++) Assert.Equal($"topic-{i}", cache.Get(Encoding.UTF8.GetBytes($"topic-{i}")));
        }
    }

    private byte[] Write(Delivery delivery) => DeliveryCodec.Write(delivery, _system.Serialization);

    private Delivery Read(byte[] bytes) => DeliveryCodec.Read(bytes, _system.Serialization);
}
