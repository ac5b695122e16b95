using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.Sessions.Messages;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Tests.Wire;

public sealed class SessionMessageSerializerTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("wire", ConfigurationFactory.ParseString("akka.loglevel = OFF"));

    private int _refused;

    public SessionMessageSerializerTests() => SessionMessageSerializer.Register(_system, () => _refused++);

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Every_message_is_bound_by_its_class_and_comes_back_whole() => Assert.All(Samples.Messages, message =>
    {
        var serializer = Assert.IsType<SessionMessageSerializer>(_system.Serialization.FindSerializerFor(message));
        var bytes = serializer.ToBinary(message);
        var read = _system.Serialization.Deserialize(bytes, serializer.Identifier, serializer.Manifest(message));

        Assert.IsType(message.GetType(), read);
        Assert.Equal(bytes, serializer.ToBinary(read));
    });

    [Fact]
    public void Broken_bytes_and_unknown_manifests_are_counted_and_serialization_errors_that_say_what_was_wrong()
    {
        var serializer = (SerializerWithStringManifest)_system.Serialization.FindSerializerForType(typeof(Hello));

        Assert.Contains("no greeting", Assert.Throws<SerializationException>(() => serializer.FromBinary([0xFF], "he")).Message, StringComparison.Ordinal);
        Assert.Contains("'zz'", Assert.Throws<SerializationException>(() => serializer.FromBinary([], "zz")).Message, StringComparison.Ordinal);
        Assert.Equal(2, _refused);
        Assert.Throws<ArgumentException>(() => serializer.ToBinary("text"));
    }
}
