using Akka.Sessions.Messages;

namespace Akka.Sessions.Simulation.World;

/// <summary>Carries messages between members, badly: late, twice, in another order, or not at all.</summary>
internal sealed class SimulatedNetwork(SimulatedWorld world)
{
    // From, to: what one sends the other is lost.
    private readonly HashSet<(string From, string To)> _cuts = [];
    private readonly Dictionary<(MemberId From, MemberId To), TimeSpan> _latest = [];
    private readonly Dictionary<(MemberId Publisher, MemberId Subscriber), TimeSpan> _knownFrom = [];

    public Weather Weather { get; set; } = Weather.Fair;

    public void Cut(SimulatedNode from, SimulatedNode to) => _cuts.Add((from.Address, to.Address));

    public void HealAll() => _cuts.Clear();

    public bool IsAnyCut => _cuts.Count > 0;

    /// <summary>Whether messages pass in both directions.</summary>
    public bool IsWhole(string a, string b) => !_cuts.Contains((a, b)) && !_cuts.Contains((b, a));

    public void Send(SimulatedMember from, MemberId to, IReadOnlyList<ISessionMessage> parts)
    {
        foreach (var part in parts) Carry(from, to, part);
    }

    /// <summary>To every member whose subscription the publisher's registry knows, itself included.</summary>
    public void Publish(SimulatedMember from, IReadOnlyList<ISessionMessage> parts)
    {
        foreach (var part in parts)
        {
            foreach (var member in world.Cluster.Members)
            {
                if (member == from.Id) world.Time.After(TimeSpan.Zero, () => from.Deliver(part, from.Id));
                else if (IsKnown(from.Id, member)) Carry(from, member, part);
            }
        }
    }

    // The registry spreads by gossip: a fresh subscriber misses what is published meanwhile.
    private bool IsKnown(MemberId publisher, MemberId subscriber)
    {
        if (!_knownFrom.TryGetValue((publisher, subscriber), out var known))
            _knownFrom[(publisher, subscriber)] = known = world.Time.Now + world.Soon(1500);
        return world.Time.Now >= known;
    }

    private void Carry(SimulatedMember from, MemberId to, ISessionMessage message)
    {
        var random = world.Random;
        if ((IsAnyCut && _cuts.Contains((from.Id.Address, to.Address))) || random.NextDouble() < Weather.Loss)
        {
            world.Faults.Lost++;
            if (world.Trace.IsOn) world.Trace.Note(from.Id, $"lost on its way to {world.NameOf(to)}: {Said.Of(message)}");
            return;
        }

        if (world.Trace.IsOn) world.Trace.Note(from.Id, $"to {world.NameOf(to)}: {Said.Of(message)}");
        Arrive(from.Id, to, message);
        if (random.NextDouble() >= Weather.Duplication) return;
        world.Faults.Duplicated++;
        Arrive(from.Id, to, message);
    }

    private void Arrive(MemberId from, MemberId to, ISessionMessage message)
    {
        var arrival = world.Time.Now + Weather.Delay(world.Random);
        if (world.Random.NextDouble() < Weather.Reorder) world.Faults.Reordered++;
        else if (_latest.TryGetValue((from, to), out var before) && before > arrival) arrival = before;
        _latest[(from, to)] = arrival;
        world.Time.After(arrival - world.Time.Now, () => world.Cluster.Find(to)?.Deliver(message, from));
    }
}

/// <summary>How bad the network is.</summary>
/// <param name="Loss">Share of messages that never arrive.</param>
/// <param name="Duplication">Share that arrive twice.</param>
/// <param name="Reorder">Share that may overtake others, or be overtaken.</param>
/// <param name="SlowestMilliseconds">The longest that one is under way.</param>
internal sealed record Weather(double Loss, double Duplication, double Reorder, int SlowestMilliseconds)
{
    public static readonly Weather Fair = new(0, 0, 0, 3);

    public TimeSpan Delay(Random random) => TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerMillisecond / 10, SlowestMilliseconds * TimeSpan.TicksPerMillisecond));

    public override string ToString() => $"loss {Loss:P0}, duplication {Duplication:P0}, reordering {Reorder:P0}, delays to {SlowestMilliseconds} ms";
}
