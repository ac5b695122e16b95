using Akka.Sessions.Protocol;
using Akka.Sessions.Simulation.Play;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Simulation.World;

/// <summary>A place in the cluster: an address at which lives come and go.</summary>
internal sealed class SimulatedNode(int number)
{
    public string Name { get; } = $"n{number}";

    public string Address { get; } = $"akka.tcp://sim@10.0.0.{number}:4053";

    public SimulatedMember? Life { get; set; }
}

/// <summary>All that one run consists of.</summary>
internal sealed class SimulatedWorld
{
    private int _lives;

    public SimulatedWorld(int seed, int nodes, Trace trace)
    {
        Random = new(seed);
        Trace = trace;
        Network = new(this);
        Cluster = new(this);
        Nodes = [.. Enumerable.Range(1, nodes).Select(number => new SimulatedNode(number))];
        trace.Attach(Time, NameOf);
    }

    public Random Random { get; }

    public VirtualTime Time { get; } = new();

    public SimulatedNetwork Network { get; }

    public SimulatedCluster Cluster { get; }

    public IReadOnlyList<SimulatedNode> Nodes { get; }

    public History History { get; } = new();

    public FaultCount Faults { get; } = new();

    public Trace Trace { get; }

    public SessionSettings Settings { get; init; } = SimulatedSettings.Default;

    /// <summary>How far the wall clocks of new lives may be off.</summary>
    public TimeSpan MaxSkew { get; set; }

    public IEnumerable<SimulatedMember> Living => Nodes.Select(node => node.Life).OfType<SimulatedMember>().Where(life => life.IsAlive);

    public ILogger LogOf(MemberId member) => new MemberLog(member, Trace, History);

    public string NameOf(MemberId member)
    {
        var node = Nodes.FirstOrDefault(node => node.Address == member.Address);
        return $"{node?.Name ?? member.Address}.{member.Incarnation & 0xFFF}";
    }

    public void Start(SimulatedNode node)
    {
        var id = new MemberId(node.Address, (Random.Next() << 12) | ++_lives);
        var clock = new MemberClock(Time) { Skew = MaxSkew * ((Random.NextDouble() * 2) - 1) };
        node.Life = new SimulatedMember(this, id, clock);
        Trace.Note(id, "starts");
        Cluster.Join(node.Life);
    }

    /// <summary>The process of a life that was removed goes on with another, and takes its sessions along.</summary>
    public void Return(SimulatedNode node, SimulatedMember former)
    {
        former.End();
        var id = new MemberId(node.Address, (Random.Next() << 12) | ++_lives);
        node.Life = former.Next = new SimulatedMember(this, id, former.Clock, former);
        Trace.Note(id, $"goes on with what {NameOf(former.Id)} held, in contact last at {former.Board.Contact?.At.Uptime.TotalSeconds:0.000} s");
        Cluster.Join(node.Life);
    }

    public void Crash(SimulatedNode node)
    {
        if (node.Life is not { IsAlive: true } life) return;
        Faults.Crashes++;
        Trace.Note(life.Id, "crashes");
        life.End();
        Cluster.Lose(life.Id);
    }

    public TimeSpan Soon(int milliseconds) => Between(0, milliseconds);

    public TimeSpan Between(int from, int to) => TimeSpan.FromMilliseconds(from + (Random.NextDouble() * (to - from)));
}
