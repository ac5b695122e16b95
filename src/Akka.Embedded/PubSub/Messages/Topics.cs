using System.Collections.Immutable;

namespace Akka.Cluster.Tools.PublishSubscribe
{
    /// <summary>
    /// Asks the mediator which topics have subscribers anywhere, as far as this node knows. Answered with <see cref="CurrentTopics"/>.
    /// </summary>
    public sealed class GetTopics
    {
        private GetTopics()
        {
        }

        public static GetTopics Instance { get; } = new();
    }

    /// <summary>The topics that have subscribers, as one mediator knows them.</summary>
    public sealed class CurrentTopics(IImmutableSet<string> topics)
    {
        public IImmutableSet<string> Topics { get; } = topics ?? throw new ArgumentNullException(nameof(topics));
    }
}

namespace Akka.Cluster.Tools.PublishSubscribe.Internal
{
    /// <summary>Asks the mediator how many actors of its own node subscribe to a topic. Answered with an <see cref="int"/>.</summary>
    public sealed class CountSubscribers(string topic)
    {
        public string Topic { get; } = PubSubName.Checked(topic, nameof(topic));
    }
}
