namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>What one mediator tells another, on another node.</summary>
internal interface IDistributedPubSubMessage;

/// <summary>A message on its way to the takers of a key on another node.</summary>
internal sealed record Delivery(RegistryKey Key, object Message) : IDistributedPubSubMessage;
