using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class FragmentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FragmentAssembly _assembly = new(maxBytes: 8 * 1024 * 1024, Patience);

    [Fact]
    public void A_message_that_fits_in_a_frame_goes_as_it_is()
    {
        var batch = Batch(64 * 1024);

        Assert.Same(batch, Assert.Single(new Fragments(A, 1).Of(batch)));
    }

    [Fact]
    public void A_message_of_four_mebibytes_arrives_whole_though_its_fragments_come_in_any_order()
    {
        var batch = Batch(4 * 1024 * 1024);
        var fragments = new Fragments(A, 1).Of(batch).Cast<Fragment>().Reverse().ToArray();
        Assert.All(fragments, f => Assert.True(MessageCodec.Write(f).Length <= WireLimits.UnfragmentedBytes));

        AssembledMessage? whole = null;
        foreach (var fragment in fragments)
        {
            Assert.Null(whole);
            Assert.Null(_assembly.Take(fragments[0], Now));
            whole = _assembly.Take(fragment, Now);
        }

        var read = Assert.IsType<ReplicationBatch>(MessageCodec.Read(whole!.Manifest, whole.Bytes));
        Assert.Equal(batch.Payload.ToArray(), read.Payload.ToArray());
        Assert.Equal(0, _assembly.Bytes);
    }

    [Fact]
    public void What_does_not_become_whole_in_time_is_given_up()
    {
        _assembly.Take((Fragment)new Fragments(A, 1).Of(Batch(200_000))[0], Now);
        _assembly.OnTime(Now + Patience - TimeSpan.FromTicks(1));
        Assert.True(_assembly.Bytes > 0);
        _assembly.OnTime(Now + Patience);

        Assert.Equal((0L, 1L), (_assembly.Bytes, _assembly.GivenUp));
    }

    [Fact]
    public void Beyond_the_bound_the_oldest_unfinished_message_goes()
    {
        var assembly = new FragmentAssembly(maxBytes: 3 * WireLimits.FragmentBytes, Patience);
        var sender = new Fragments(B, 1);
        for (var i = 0; i < 10; i++) assembly.Take((Fragment)sender.Of(Batch(200_000))[0], After(i));

        Assert.Equal(7, assembly.GivenUp);
        Assert.True(assembly.Bytes <= 3 * WireLimits.FragmentBytes);
    }

    [Fact]
    public void Fragments_that_contradict_one_another_are_not_joined()
    {
        _assembly.Take(new(B, 1, 0, 3, Manifests.ReplicationBatch, new byte[] { 1 }), Now);

        Assert.Null(_assembly.Take(new(B, 1, 1, 2, Manifests.ReplicationBatch, new byte[] { 2 }), Now));
    }

    private static ReplicationBatch Batch(int bytes)
    {
        var payload = new byte[bytes];
        new Random(7).NextBytes(payload);
        return new(new StreamId(11), 1, true, payload);
    }
}
