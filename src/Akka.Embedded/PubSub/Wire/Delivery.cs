namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>What mediators tell one another, or are told to pass on: what the mediators' serializer is bound to.</summary>
public interface IDistributedPubSubMessage;

/// <summary>A message on its way to the takers of a key on another node.</summary>
internal sealed record Delivery(RegistryKey Key, object Message) : IDistributedPubSubMessage;
