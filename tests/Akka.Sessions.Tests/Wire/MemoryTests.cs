using Akka.Sessions.Model;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Tests.Wire;

// Alone: what others allocate meanwhile would be counted.
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const int Sessions = 5000;

    [Theory]
    [InlineData(1, 1000, 1280)]
    [InlineData(5, 200, 1480)]
    [InlineData(10, 100, 1780)]
    public void A_received_session_of_1_KB_costs_little_more_than_its_bytes(int attributes, int bytes, int allowance)
    {
        var changes = new SessionChanges
        {
            Created = Generators.Members.Now,
            Accessed = Generators.Members.Now,
            IdleTimeout = TimeSpan.FromMinutes(20),
            Attributes = Enumerable.Range(0, attributes).ToDictionary(i => $"attribute-{i}", byte[]? (_) => new byte[bytes]),
        };
        var delta = SessionState.Empty.Write(changes, Generators.Members.Now, 11).Delta;
        var encoded = PieceCodec.Write(new(Samples.Id, delta), 11);

        Assert.InRange(Enumerable.Range(0, 3).Min(_ => BytesEach(encoded)), bytes * attributes, allowance);
    }

    private static long BytesEach(byte[] encoded)
    {
        var held = new SessionState[Sessions];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < held.Length; i++) held[i] = SessionState.Merge(SessionState.Empty, PieceCodec.Read(encoded, 11)[0].State);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(held);
        return bytes / held.Length;
    }
}
