namespace Akka.Cluster;

/// <summary>
/// Where a member stands in its life. It moves only forward:
/// Joining → WeaklyUp → Up → Leaving → Exiting → Removed, with a side road Down → Removed from anywhere.
/// </summary>
public enum MemberStatus
{
    Joining = 0,
    Up = 1,
    Leaving = 2,
    Exiting = 3,
    Down = 4,
    Removed = 5,
    WeaklyUp = 6,
}
