using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Embedded.Tests.PubSub;

public sealed class TakersTests : TestKit.Xunit2.TestKit
{
    private static readonly RegistryKey One = RegistryKey.Topic("one");
    private static readonly RegistryKey Two = RegistryKey.Topic("two");
    private readonly Takers _takers = new();

    [Fact]
    public void Only_the_first_taker_of_a_key_and_the_last_to_go_are_news()
    {
        var (a, b) = (Actor("a"), Actor("b"));
        Assert.True(_takers.Add(One, a));
        Assert.False(_takers.Add(One, b));
        Assert.False(_takers.Remove(One, a));
        Assert.True(_takers.Remove(One, b));
        Assert.Empty(_takers.Of(One));
    }

    [Fact]
    public void An_actor_that_is_added_twice_takes_once()
    {
        var a = Actor("a");
        _takers.Add(One, a);
        Assert.False(_takers.Add(One, a));
        Assert.Equal([a], _takers.Of(One));
    }

    [Fact]
    public void An_actor_that_is_gone_is_gone_from_every_key()
    {
        var (a, b) = (Actor("a"), Actor("b"));
        _takers.Add(One, a);
        _takers.Add(Two, a);
        _takers.Add(Two, b);
        Assert.Equal([One], _takers.Remove(a));
        Assert.False(_takers.Knows(a));
        Assert.Equal([b], _takers.Of(Two));
    }

    private IActorRef Actor(string name) => CreateTestActor(name);
}
