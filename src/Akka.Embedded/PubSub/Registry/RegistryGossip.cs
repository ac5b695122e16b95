namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// How much the sender knows of each node. Answered with what it is missing and, unless this is an answer itself, with a status when the
/// answerer is behind.
/// </summary>
internal sealed record RegistryStatus(UniqueAddress From, IReadOnlyDictionary<UniqueAddress, long> Versions, bool IsReply)
    : IDistributedPubSubMessage;

/// <summary>A piece of the registry, told because it has just changed or because a status has shown that it is missing.</summary>
internal sealed record RegistryDelta(UniqueAddress From, BucketDelta Bucket) : IDistributedPubSubMessage;
