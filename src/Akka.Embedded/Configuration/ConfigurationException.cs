using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A configuration text that cannot be read, or a value that is not what its key needs. The message says where.</summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message) : base(message) { }

    public ConfigurationException(string message, Exception exception) : base(message, exception) { }
}
