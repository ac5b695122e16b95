namespace Shop.Cluster.Nodes;

/// <summary>Where a node is found: its web server, its own port for the cluster, and the gateway before that one.</summary>
internal sealed record NodePorts(int Http, int Akka, int Gateway);
