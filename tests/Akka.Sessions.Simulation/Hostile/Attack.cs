using Akka.Sessions.Simulation.World;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Simulation.Hostile;

/// <summary>What one member sends to the others, through the codec and into their protocols, while time passes.</summary>
internal sealed class Attack(SimulatedWorld world, SimulatedMember turned, SimulatedMember[] honest, IReadOnlyList<SessionId> ids)
{
    private readonly HostileMember _hostile = new(world.Random, new Lies(world.Random, turned.Id, [.. honest.Select(member => member.Id)], ids));

    public int Read { get; private set; }

    /// <summary>Where the serializer counts.</summary>
    public int Unreadable { get; private set; }

    public void Send(int messages)
    {
        for (var number = 0; number < messages; number++)
        {
            Send(_hostile.Message(number));
            if (number % 100 == 0) world.Time.RunUntil(world.Time.Now + TimeSpan.FromMilliseconds(20));
        }

        world.Time.RunUntil(world.Time.Now + TimeSpan.FromSeconds(2));
    }

    // The port knows who sent it, or, of an actor that is at no member's address, nothing.
    private void Send((string Manifest, byte[] Bytes) wire)
    {
        try
        {
            var message = MessageCodec.Read(wire.Manifest, wire.Bytes);
            Read++;
            MemberId? from = world.Random.Next(20) == 0 ? null : turned.Id;
            honest[world.Random.Next(honest.Length)].Deliver(message, from);
        }
        catch (WireFormatException)
        {
            Unreadable++;
        }
    }
}
