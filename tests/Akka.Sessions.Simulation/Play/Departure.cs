using Akka.Sessions.Protocol;
using Akka.Sessions.Simulation.World;

namespace Akka.Sessions.Simulation.Play;

/// <summary>A node that is stopped in good order, as the host does it: no new work, everything handed over, out of the cluster.</summary>
internal sealed class Departure(SimulatedWorld world, SimulatedNode node, SimulatedMember life)
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Begin(Action gone)
    {
        life.IsDraining = true;
        life.Deliver(new StopAnnounced());
        // What was begun before is still served.
        world.Time.After(world.Settings.CommitTimeout, () =>
        {
            life.Deliver(new DrainRequest(_drained));
            WaitUntil(world.Time.Now + world.Settings.DrainTimeout, gone);
        });
    }

    private void WaitUntil(TimeSpan deadline, Action gone)
    {
        if (!life.IsAlive) return;
        if (!_drained.Task.IsCompleted && world.Time.Now < deadline)
        {
            world.Time.After(TimeSpan.FromMilliseconds(50), () => WaitUntil(deadline, gone));
            return;
        }

        if (_drained.Task.IsCompleted) HandOver();
        world.Cluster.Leave(life.Id);
        WaitUntilRemoved(gone);
    }

    // From now on every reachable member answers for what this one has committed.
    private void HandOver()
    {
        var heirs = life.Board.Standing.View.ReachableOthers.Select(member => world.Cluster.Find(member.Id)).OfType<SimulatedMember>().ToArray();
        foreach (var commit in world.History.Commits.Where(commit => commit.By == life)) commit.Holders.AddRange(heirs);
    }

    private void WaitUntilRemoved(Action gone)
    {
        if (!life.IsAlive) return;
        if (world.Cluster.IsMember(life.Id))
        {
            world.Time.After(TimeSpan.FromMilliseconds(50), () => WaitUntilRemoved(gone));
            return;
        }

        life.End();
        world.Trace.Note(life.Id, $"has left {node.Name}");
        gone();
    }
}
