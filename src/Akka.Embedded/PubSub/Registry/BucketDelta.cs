namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>That a key has, or no longer has, takers on a node, and the bucket's version when that became so.</summary>
internal readonly record struct RegistryEntry(RegistryKey Key, long Version, bool IsPresent);

/// <summary>
/// What became of one node's bucket between two versions. It is complete: an entry of a version above <paramref name="From"/> and up to
/// <paramref name="To"/> that is not listed has been superseded, or was a removal that is no longer remembered.
/// </summary>
/// <param name="Owner">The node whose registrations these are.</param>
/// <param name="From">The version the receiver must know already.</param>
/// <param name="To">The version the receiver knows afterwards.</param>
/// <param name="Forgotten">Removals up to this version may be missing here, and from now on at the receiver.</param>
/// <param name="Entries">In the order of their versions.</param>
internal sealed record BucketDelta(UniqueAddress Owner, long From, long To, long Forgotten, IReadOnlyList<RegistryEntry> Entries);
