using Akka.Actor;
using Akka.Configuration;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Systems;

public sealed class ExtensionTests() : ActorTest($"akka.extensions = [\"{typeof(LoadedId).AssemblyQualifiedName}\"]")
{
    [Fact]
    public void An_extension_is_made_once_whoever_asks_first()
    {
        Assert.False(Sys.HasExtension<Counted>());
        var all = new Counted[50];
        Parallel.For(0, all.Length, i => all[i] = new CountedId().Get(Sys));
        Assert.Single(all.Distinct());
        Assert.True(Sys.TryGetExtension<Counted>(out var found));
        Assert.Same(all[0], found);
        Assert.Same(all[0], Sys.WithExtension<Counted, CountedId>());
    }

    [Fact]
    public void Extensions_in_the_configuration_are_loaded_at_start() => Assert.True(Sys.HasExtension<Loaded>());

    [Fact]
    public async Task Setups_are_found_by_their_type_and_defaults_stay_below_the_configuration()
    {
        var setup = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("own.key = 1, akka.stdout-loglevel = OFF, akka.loglevel = OFF"))
            .And(new OwnSetup("hello"));
        var system = ActorSystem.Create("setup", setup);
        Assert.Equal("hello", system.Settings.Setup.Get<OwnSetup>().Value.Text);
        Assert.False(system.Settings.Setup.Get<OtherSetup>().HasValue);
        system.Settings.InjectTopLevelFallback(ConfigurationFactory.ParseString("own { key = 2, other = 3 }"));
        Assert.Equal(1, system.Settings.Config.GetInt("own.key"));
        Assert.Equal(3, system.Settings.Config.GetInt("own.other"));
        await system.Terminate().WaitAsync(Patience);
    }

    public sealed class OwnSetup(string text) : Akka.Actor.Setup.Setup
    {
        public string Text { get; } = text;
    }

    public sealed class OtherSetup : Akka.Actor.Setup.Setup;

    public sealed class Counted : IExtension;

    public sealed class CountedId : ExtensionIdProvider<Counted>
    {
        public override Counted CreateExtension(ExtendedActorSystem system) => new();
    }

    public sealed class Loaded : IExtension;

    public sealed class LoadedId : ExtensionIdProvider<Loaded>
    {
        public override Loaded CreateExtension(ExtendedActorSystem system) => new();
    }
}
