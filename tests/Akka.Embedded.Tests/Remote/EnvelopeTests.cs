using System.Buffers;
using System.IO.Pipelines;
using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Embedded.Tests.Remote;

/// <summary>The codec of messages alone: what one end writes, the other reads.</summary>
public sealed class EnvelopeTests : IAsyncLifetime
{
    private readonly RemoteSystems _systems = new();
    private readonly ActorSystem _a;
    private readonly ActorSystem _b;
    private readonly EnvelopeWriter _writer = new();
    private readonly EnvelopeReader _reader;

    public EnvelopeTests()
    {
        _a = _systems.Start("a");
        _b = _systems.Start("b");
        _reader = new EnvelopeReader(((ActorSystemImpl)_b).Provider, RemoteSystems.AddressOf(_a));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.TerminateAsync();

    [Fact]
    public void Names_go_over_the_wire_once()
    {
        var (keeper, _) = Keeper.In(_b, "keeper-with-a-name");
        var (sender, _) = Keeper.In(_a, "sender-with-a-name");
        var seen = (RemoteActorRef)RemoteSystems.SeenFrom(_a, keeper, _b);
        var payload = new Payload(200, "manifest", [1, 2, 3]);
        var first = Write(seen, sender, payload);
        var second = Write(seen, sender, payload);

        Assert.InRange(second.Length, Frames.HeaderLength + 3, Frames.HeaderLength + 13);
        Assert.True(first.Length > second.Length + 40);
        foreach (var frame in new[] { first, second })
        {
            var envelope = _reader.Read(frame.AsSpan(Frames.HeaderLength));
            Assert.Same(keeper, envelope.Recipient);
            Assert.Equal(RemoteSystems.SeenFrom(_b, sender, _a), envelope.Sender);
            Assert.Equal((200, "manifest"), (envelope.Payload.SerializerId, envelope.Payload.Manifest));
            Assert.Equal(payload.Bytes, envelope.Payload.Bytes);
        }
    }

    [Fact]
    public void More_names_than_slots_push_each_other_out_and_all_arrive()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var keepers = Enumerable.Range(0, 3 * SlotTable.Refs).Select(i => Keeper.In(_b, $"k{i}").Actor).ToArray();
        var seen = Array.ConvertAll(keepers, keeper => (RemoteActorRef)RemoteSystems.SeenFrom(_a, keeper, _b));
        for (var i = 0; i < 20_000; i++)
        {
            var to = random.Next(keepers.Length);
            var manifest = random.Next(2) == 0 ? "" : $"m{random.Next(3 * SlotTable.Manifests)}";
            var envelope = _reader.Read(Write(seen[to], null, new Payload(i, manifest, BitConverter.GetBytes(i)))
                .AsSpan(Frames.HeaderLength));

            Assert.True(ReferenceEquals(keepers[to], envelope.Recipient), $"seed {seed}, message {i}");
            var read = (envelope.Payload.SerializerId, envelope.Payload.Manifest, BitConverter.ToInt32(envelope.Payload.Bytes));
            Assert.True(read == (i, manifest, i), $"seed {seed}, message {i}");
        }
    }

    [Fact]
    public void A_name_that_is_too_long_is_not_written_and_the_next_message_is_whole()
    {
        var (keeper, _) = Keeper.In(_b, "keeper");
        var seen = (RemoteActorRef)RemoteSystems.SeenFrom(_a, keeper, _b);
        var pipe = new Pipe();

        Assert.False(_writer.TryWrite(pipe.Writer, seen, null!, new Payload(1, new string('m', EnvelopeReader.MaxText + 1), [])));
        Assert.Equal(0, pipe.Writer.UnflushedBytes);
        Assert.Same(keeper, _reader.Read(Write(seen, null, new Payload(1, "m", [])).AsSpan(Frames.HeaderLength)).Recipient);
    }

    [Fact]
    public void Random_frames_are_read_or_refused_and_nothing_else()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (keeper, _) = Keeper.In(_b, "keeper");
        var good = Write((RemoteActorRef)RemoteSystems.SeenFrom(_a, keeper, _b),
            null, new Payload(17, "S", "hello"u8.ToArray()))[Frames.HeaderLength..];
        for (var i = 0; i < 20_000; i++)
        {
            var frame = good[..random.Next(good.Length + 1)];
            for (var n = random.Next(4); n > 0 && frame.Length > 0; n--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
            try
            {
                _reader.Read(frame);
            }
            catch (WireException)
            {
                // Refused: fine.
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {Convert.ToHexString(frame)}\n{e}");
            }
        }
    }

    private byte[] Write(RemoteActorRef to, IActorRef? sender, Payload payload)
    {
        var pipe = new Pipe();
        Assert.True(_writer.TryWrite(pipe.Writer, to, sender!, payload));
        pipe.Writer.Complete();
        Assert.True(pipe.Reader.TryRead(out var result));
        return result.Buffer.ToArray();
    }
}
