using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Akka.Embedded.Tests.Serialization;

public sealed class BindingTests : IAsyncLifetime
{
    private readonly ActorSystem _system = Start("");

    private Akka.Serialization.Serialization Messages => _system.Serialization;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public void A_type_has_the_serializer_of_the_most_specific_type_bound()
    {
        var (forAnimals, forDogs, forNamed) = (new Names(_system, 201), new Names(_system, 202), new Names(_system, 203));
        Messages.AddSerializationMap(typeof(Animal), forAnimals);
        Messages.AddSerializationMap(typeof(INamed), forNamed);
        Messages.AddSerializationMap(typeof(Dog), forDogs);

        Assert.Same(forDogs, Messages.FindSerializerFor(new Poodle()));
        Assert.Same(forDogs, Messages.FindSerializerForType(typeof(Dog)));
        Assert.Same(forAnimals, Messages.FindSerializerFor(new Cat()));
        Assert.Same(forNamed, Messages.FindSerializerFor(new Ship()));
    }

    [Fact]
    public void A_binding_made_at_run_time_counts_at_once()
    {
        Assert.Throws<SerializationException>(() => Messages.FindSerializerFor(new Cat()));
        var names = new Names(_system, 201);
        Messages.AddSerializer(names);
        Messages.AddSerializationMap(typeof(Cat), names);

        Assert.Same(names, Messages.FindSerializerFor(new Cat()));
        Assert.Equal("Cat", Messages.Deserialize(Messages.Serialize(new Cat()), 201, "n"));
    }

    [Fact]
    public void Two_serializers_cannot_have_one_identifier()
    {
        Messages.AddSerializer(new Names(_system, 201));

        var error = Assert.Throws<ArgumentException>(() => Messages.AddSerializer(new Typed((ExtendedActorSystem)_system)));
        Assert.Contains("201", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_identifier_is_an_error_that_says_what_to_do() =>
        Assert.Contains(
            "AddSerializer", Assert.Throws<SerializationException>(() => Messages.Deserialize([], 999, "x")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_wire_cannot_name_a_type_that_is_not_bound_here()
    {
        var typed = new Typed((ExtendedActorSystem)_system);
        Messages.AddSerializer(typed);
        Messages.AddSerializationMap(typeof(Cat), typed);

        Assert.IsType<Cat>(Messages.Deserialize([], 201, Akka.Serialization.Serialization.ManifestFor(typed, new Cat())));
        Assert.Throws<SerializationException>(() => Messages.Deserialize([], 201, typeof(Dog).AssemblyQualifiedName!));
        Assert.Throws<SerializationException>(
            () => Messages.Deserialize([], 201, "System.Diagnostics.Process, System.Diagnostics.Process"));
        Assert.Throws<SerializationException>(() => Messages.Deserialize([], 201, "]][[,,"));
    }

    [Fact]
    public async Task Serializers_bindings_and_identifiers_come_from_the_configuration()
    {
        var system = Start($$"""
            akka.actor {
              serializers { typed = "{{NameOf<Typed>()}}", configured = "{{NameOf<Configured>()}}", absent = "No.Such.Serializer, Nowhere" }
              serialization-bindings { "{{NameOf<Dog>()}}" = typed, "{{NameOf<Ship>()}}" = configured, "No.Such.Type, Nowhere" = typed }
              serialization-identifiers { "{{NameOf<Configured>()}}" = 222 }
              serialization-settings.configured.greeting = ahoy
            }
            """);

        Assert.IsType<Typed>(system.Serialization.FindSerializerFor(new Poodle()));
        var configured = Assert.IsType<Configured>(system.Serialization.FindSerializerFor(new Ship()));
        Assert.Equal(222, configured.Identifier);
        Assert.Equal("ahoy", configured.Greeting);
        await system.Terminate();
    }

    [Fact]
    public void A_serializer_that_is_none_is_an_error_that_names_its_key() => Assert.Contains(
        "akka.actor.serializers.wrong",
        Assert.Throws<ConfigurationException>(() => Start($"akka.actor.serializers.wrong = \"{NameOf<Cat>()}\"")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_ref_is_written_as_seen_from_the_address_it_is_written_for()
    {
        var actor = _system.ActorOf(Props.Empty, "actor");
        var address = new Address("akka.tcp", _system.Name, "host", 1);

        Assert.StartsWith("akka://", Akka.Serialization.Serialization.SerializedActorPath(actor), StringComparison.Ordinal);
        var text = Akka.Serialization.Serialization.WithTransport(
            _system, address, () => Akka.Serialization.Serialization.SerializedActorPath(actor));
        Assert.Equal($"{address}/user/actor#{actor.Path.Uid}", text);
        Assert.Same(actor, Messages.DeserializeActorRef(Akka.Serialization.Serialization.SerializedActorPath(actor)));
        Assert.Empty(Akka.Serialization.Serialization.SerializedActorPath(ActorRefs.Nobody));
        Assert.Throws<InvalidOperationException>(Akka.Serialization.Serialization.GetCurrentTransportInformation);
    }

    private static ActorSystem Start(string hocon) =>
        ActorSystem.Create("bindings",
            ConfigurationFactory.ParseString(hocon).WithFallback("akka { loggers = [], stdout-loglevel = OFF }"));

    private static string NameOf<T>() => $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}";

    private interface INamed;

    private abstract class Animal;

    private class Dog : Animal, INamed;

    private sealed class Poodle : Dog;

    private sealed class Cat : Animal;

    private sealed class Ship : INamed;

    private sealed class Names(ActorSystem system, int identifier) : SerializerWithStringManifest((ExtendedActorSystem)system)
    {
        public override int Identifier => identifier;

        public override string Manifest(object o) => "n";

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(obj.GetType().Name);

        public override object FromBinary(byte[] bytes, string manifest) => Encoding.UTF8.GetString(bytes);
    }

    private sealed class Typed(ExtendedActorSystem system) : Serializer(system)
    {
        public override int Identifier => 201;

        public override bool IncludeManifest => true;

        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, Type type) => Activator.CreateInstance(type, nonPublic: true)!;
    }

    private sealed class Configured(ExtendedActorSystem system, Config config) : Serializer(system)
    {
        public string Greeting => config.GetString("greeting");

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, Type type) => Greeting;
    }
}
