using Akka.Sessions.Simulation.World;

namespace Akka.Sessions.Simulation.Play;

/// <summary>What goes wrong in one run, drawn from its seed.</summary>
internal sealed class FaultPlan(SimulatedWorld world)
{
    private static readonly TimeSpan LongestSplit = TimeSpan.FromSeconds(8);

    private readonly Random _random = world.Random;
    private Weather _weather = Weather.Fair;

    /// <summary>Whether the network is ever cut: expiry then may end what the other side still uses.</summary>
    public bool HasSplits { get; private set; }

    /// <summary>Whether clocks are wrong: half of all runs.</summary>
    public void Begin(TimeSpan end)
    {
        world.Network.Weather = _weather = DrawWeather();
        if (_random.Next(2) == 0) world.MaxSkew = TimeSpan.FromSeconds(_random.Next(1, 300));
        HasSplits = _random.Next(2) == 0;
        world.Trace.Note($"{world.Nodes.Count} nodes; {world.Network.Weather}; clocks off by up to {world.MaxSkew}; splits: {HasSplits}");
        for (var at = world.Between(3000, 6000); at < end; at += world.Between(1500, 8000)) world.Time.After(at, Strike);
    }

    /// <summary>Everything works again, and whoever is down comes back.</summary>
    public void Stop()
    {
        world.Trace.Note("the faults stop");
        world.Network.Weather = _weather = Weather.Fair;
        Heal();
        foreach (var node in world.Nodes) Restart(node);
    }

    private Weather DrawWeather() => _random.Next(4) switch
    {
        0 => Weather.Fair,
        1 => new(0, 0, 0.3, 30),
        2 => new(_random.NextDouble() * 0.1, _random.NextDouble() * 0.1, 0.2, 60),
        _ => new(_random.NextDouble() * 0.3, _random.NextDouble() * 0.3, 0.5, 400),
    };

    private void Strike()
    {
        var node = world.Nodes[_random.Next(world.Nodes.Count)];
        switch (_random.Next(HasSplits ? 11 : 6))
        {
            case 0 or 1: Crash(node); break;
            case 2: Leave(node); break;
            case 3: Pause(node); break;
            case 4: JumpClock(node); break;
            case 5: Burst(); break;
            case 6 or 7: Split(); break;
            case 8 or 9: Down(node); break;
            default: CutOneWay(node); break;
        }
    }

    // One node lives on at least, or there would be nothing to keep what was promised.
    private void Crash(SimulatedNode node)
    {
        if (world.Living.Count(life => life.Board.Standing.IsReady) < 2) return;
        world.Crash(node);
        world.Time.After(world.Between(200, 8000), () => Restart(node));
    }

    private void Restart(SimulatedNode node)
    {
        if (node.Life is { IsAlive: true }) return;
        world.Faults.Restarts++;
        world.Start(node);
    }

    private void Leave(SimulatedNode node)
    {
        if (node.Life is not { IsAlive: true, IsDraining: false } life || world.Living.Count(other => other.MayServe) < 2) return;
        world.Faults.Leaves++;
        world.Trace.Note(life.Id, "leaves");
        new Departure(world, node, life).Begin(() => world.Time.After(world.Between(500, 4000), () => Restart(node)));
    }

    private void Pause(SimulatedNode node)
    {
        if (node.Life is not { IsAlive: true } life) return;
        world.Faults.Pauses++;
        var time = world.Between(100, 2500);
        world.Trace.Note(life.Id, $"stands still for {time.TotalSeconds:0.0} s");
        life.Pause(time);
    }

    private void JumpClock(SimulatedNode node)
    {
        if (node.Life is not { IsAlive: true } life) return;
        world.Faults.ClockJumps++;
        life.Clock.Skew += TimeSpan.FromSeconds(_random.Next(-120, 120));
        world.Trace.Note(life.Id, $"has its clock off by {life.Clock.Skew.TotalSeconds:0} s now");
    }

    // For a moment the network is far worse. What comes after it is the weather of that time: the faults may have stopped meanwhile.
    private void Burst()
    {
        world.Network.Weather = new(0.7, 0.2, 0.5, 300);
        world.Time.After(world.Between(200, 2000), () => world.Network.Weather = _weather);
    }

    private void Split()
    {
        if (world.Network.IsAnyCut) return;
        world.Faults.Splits++;
        var side = world.Nodes.Where(_ => _random.Next(2) == 0).ToHashSet();
        world.Trace.Note($"split: {string.Join(' ', side.Select(node => node.Name))} against the rest");
        foreach (var a in side)
        {
            foreach (var b in world.Nodes.Where(node => !side.Contains(node)))
            {
                world.Network.Cut(a, b);
                world.Network.Cut(b, a);
            }
        }

        OnCut();
    }

    private void CutOneWay(SimulatedNode from)
    {
        if (world.Network.IsAnyCut) return;
        world.Faults.OneWaySplits++;
        var to = world.Nodes[_random.Next(world.Nodes.Count)];
        world.Trace.Note($"what {from.Name} sends {to.Name} is lost");
        if (to != from) world.Network.Cut(from, to);
        OnCut();
    }

    // Cut off from all others, and removed by them while it goes on for a while; the process lives and comes back.
    private void Down(SimulatedNode node)
    {
        if (world.Network.IsAnyCut || node.Life is not { IsAlive: true, IsDraining: false } life) return;
        if (!world.Cluster.IsMember(life.Id) || !world.Living.Any(other => other != life && other.MayServe)) return;
        world.Faults.Downings++;
        world.Trace.Note(life.Id, "is cut off, and will be downed");
        foreach (var other in world.Nodes.Where(other => other != node))
        {
            world.Network.Cut(node, other);
            world.Network.Cut(other, node);
        }

        world.Cluster.OnNetworkChanged();
        world.Time.After(world.Between(1000, 4000), () => Remove(node, life));
        world.Time.After(world.Between(2000, 14_000), Heal);
    }

    private void Remove(SimulatedNode node, SimulatedMember life)
    {
        if (!world.Network.IsAnyCut || !life.IsAlive || life.IsDraining) return;
        world.Cluster.Down(life.Id);
        // Back soon, with everything, or so late that what ended elsewhere may be forgotten there.
        var isBackSoon = _random.Next(2) == 0;
        world.Time.After(world.Soon(1500), () =>
        {
            if (life.IsAlive && !life.IsDraining) world.Return(node, life);
            if (isBackSoon) Heal();
        });
    }

    private void OnCut()
    {
        world.Cluster.OnNetworkChanged();
        world.Time.After(world.Between(500, (int)LongestSplit.TotalMilliseconds), Heal);
    }

    private void Heal()
    {
        if (!world.Network.IsAnyCut) return;
        world.Trace.Note("healed");
        world.Network.HealAll();
        world.Cluster.OnNetworkChanged();
    }
}
