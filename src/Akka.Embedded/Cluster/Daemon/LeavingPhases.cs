using Akka.Actor;

namespace Akka.Cluster;

/// <summary>The cluster's part in the coordinated shutdown: leave, wait until the leader lets go, say good-bye, stop.</summary>
internal static class LeavingPhases
{
    public static void Register(Cluster cluster)
    {
        var shutdown = CoordinatedShutdown.Get(cluster.System);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", () => LeaveAsync(cluster));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "wait-exiting", () => WaitForExitingAsync(cluster));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExitingDone, "exiting-completed", () => CompleteExitingAsync(cluster));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterShutdown, "wait-shutdown", () => WaitForEndAsync(cluster));
    }

    private static async Task<Done> LeaveAsync(Cluster cluster)
    {
        if (!IsMember(cluster)) return Done.Instance;
        cluster.Leave(cluster.SelfAddress);
        await cluster.Milestones.Leaving;
        return Done.Instance;
    }

    private static async Task<Done> WaitForExitingAsync(Cluster cluster)
    {
        if (IsMember(cluster)) await cluster.Milestones.Exiting;
        return Done.Instance;
    }

    // Also without a membership: the daemon must not join while the system goes down.
    private static Task<Done> CompleteExitingAsync(Cluster cluster)
    {
        cluster.CompleteExiting();
        return WaitForEndAsync(cluster);
    }

    private static async Task<Done> WaitForEndAsync(Cluster cluster)
    {
        await cluster.Milestones.Removed;
        return Done.Instance;
    }

    private static bool IsMember(Cluster cluster) =>
        !cluster.IsTerminated && cluster.SelfMember.Status is not (MemberStatus.Removed or MemberStatus.Down);
}
