using Akka.Sessions.Model;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Tests.Wire;

public sealed class MemoryTests
{
    private const int Sessions = 5000;

    [Theory]
    [InlineData(1, 1000, 1300)]
    [InlineData(5, 200, 1600)]
    [InlineData(10, 100, 1900)]
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
        var held = new SessionState[Sessions];
        var encoded = PieceCodec.Write(new(Samples.Id, delta), 11);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Sessions; i++) held[i] = SessionState.Merge(SessionState.Empty, PieceCodec.Read(encoded, 11)[0].State);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Sessions;
        GC.KeepAlive(held);

        Assert.InRange(each, bytes * attributes, allowance);
    }
}
