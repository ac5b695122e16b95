using Akka.Sessions.Simulation.Judge;
using Akka.Sessions.Simulation.Play;
using Akka.Sessions.Simulation.World;

namespace Akka.Sessions.Simulation;

/// <summary>One cluster from its start to its end, all of it drawn from one seed.</summary>
internal static class Simulated
{
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(6);

    /// <summary>Plays a seed and returns what was done to it.</summary>
    /// <exception cref="BrokenPromiseException">Something that must hold does not.</exception>
    public static FaultCount Play(int seed, Trace? trace = null)
    {
        var draw = new Random(seed);
        var world = new SimulatedWorld(seed, draw.Next(2, 8), trace ?? new Trace());
        var end = Warm + TimeSpan.FromSeconds(draw.Next(8, 22));
        var plan = new FaultPlan(world);
        var judge = new RunningJudge(world);
        world.History.OnExpired = (id, by) => judge.WasNotInUse(id, by, plan.HasSplits);
        var basket = new Basket();
        Shopper[] shoppers = [.. Enumerable.Range(0, draw.Next(3, 9)).Select(_ => new Shopper(world, basket, judge))];

        plan.Begin(end);
        foreach (var node in world.Nodes) world.Time.After(world.Soon(400), () => world.Start(node));
        foreach (var shopper in shoppers) shopper.Begin();
        world.Time.RunUntil(end);

        plan.Stop();
        world.Time.RunUntil(end + TimeSpan.FromSeconds(6));
        foreach (var shopper in shoppers) shopper.IsStopped = true;
        world.Time.RunUntil(world.Time.Now + TimeSpan.FromSeconds(9));
        var final = new FinalJudge(world, plan.HasSplits);
        HoldsSoon(world, final.Judge);
        world.Time.RunUntil(world.Time.Now + (world.Settings.TombstoneRetention * 2) + world.Settings.IdleTimeout);
        HoldsSoon(world, final.JudgeRest);
        world.Faults.LeftBehind = world.History.LeftBehind.Count;
        return world.Faults;
    }

    // An idle session may be ending at this very moment: what is judged must hold now or in a moment.
    private static void HoldsSoon(SimulatedWorld world, Action judge)
    {
        for (var tries = 4; ; tries--)
        {
            try
            {
                judge();
                return;
            }
            catch (BrokenPromiseException) when (tries > 0)
            {
                world.Time.RunUntil(world.Time.Now + TimeSpan.FromMilliseconds(700));
            }
        }
    }
}
