namespace Akka.Sessions.Protocol;

/// <summary>
/// The commit that a user of a session waits for: what it asked for, and the place for the answer. It travels within this process only, from the
/// session's actor to the replicator, which answers.
/// </summary>
/// <param name="level">How many members must hold it.</param>
/// <param name="reachableOnly">Leave out members that are unreachable; for a change of id, which must not wait for the dead.</param>
internal sealed class PendingCommit(CommitLevel level, bool reachableOnly = false)
    : TaskCompletionSource<CommitReceipt>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public CommitLevel Level { get; } = level;

    public bool ReachableOnly { get; } = reachableOnly;
}
