namespace Akka.Cluster;

// What the daemon tells itself after a while.
internal sealed record GossipTick;

internal sealed record LeaderTick;

internal sealed record ReaperTick;

/// <summary>Tell others of a change; a little delayed, so that changes in a row travel together.</summary>
internal sealed record PushTick;

/// <summary>All have seen the present state, so the leader need not wait for its tick.</summary>
internal sealed record ActAsLeader;

internal sealed record SearchTick;

internal sealed record RetryJoinTick;

internal sealed record GiveUpJoiningTick;
