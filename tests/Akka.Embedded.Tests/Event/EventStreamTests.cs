using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using Akka.Event;

namespace Akka.Embedded.Tests.Event;

public sealed class EventStreamTests : ActorTest
{
    private interface IAnimal;

    private record Dog(string Name) : IAnimal;

    private sealed record Puppy(string Name) : Dog(Name);

    private sealed record Stone;

    [Fact]
    public async Task An_event_reaches_those_subscribed_to_its_type_a_base_of_it_or_an_interface()
    {
        var puppies = NewListener<Puppy>();
        var dogs = NewListener<Dog>();
        var animals = NewListener<IAnimal>();
        Sys.EventStream.Publish(new Stone());
        Sys.EventStream.Publish(new Dog("Rex"));
        Sys.EventStream.Publish(new Puppy("Bello"));
        await puppies.Expect(new Puppy("Bello"));
        await dogs.Expect(new Dog("Rex"));
        await dogs.Expect(new Puppy("Bello"));
        await animals.Expect(new Dog("Rex"));
        await animals.Expect(new Puppy("Bello"));
    }

    [Fact]
    public async Task Who_subscribes_twice_or_to_overlapping_types_gets_an_event_once()
    {
        var probe = NewListener<Dog>();
        Assert.False(Sys.EventStream.Subscribe(probe.Ref, typeof(Dog)));
        Assert.True(Sys.EventStream.Subscribe<IAnimal>(probe.Ref));
        Sys.EventStream.Publish(new Dog("Rex"));
        Sys.EventStream.Publish(new Dog("Bello"));
        await probe.Expect(new Dog("Rex"));
        await probe.Expect(new Dog("Bello"));
    }

    [Fact]
    public async Task Unsubscribing_ends_it_for_one_type_or_for_all()
    {
        var probe = NewListener<Dog>();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Stone));
        Assert.True(Sys.EventStream.Unsubscribe(probe.Ref, typeof(Dog)));
        Sys.EventStream.Publish(new Dog("Rex"));
        Sys.EventStream.Publish(new Stone());
        await probe.Expect(new Stone());
        Assert.True(Sys.EventStream.Unsubscribe(probe.Ref));
        Assert.False(Sys.EventStream.Unsubscribe(probe.Ref));
        Sys.EventStream.Publish(new Stone());
        probe.Ref.Tell("marker", ActorRefs.NoSender);
        await probe.Expect("marker");
    }

    [Fact]
    public async Task A_subscriber_that_has_stopped_is_unsubscribed()
    {
        var probe = NewListener<Dog>();
        await probe.Ref.GracefulStop(Patience);
        await Eventually(() => !Sys.EventStream.Unsubscribe(probe.Ref));
    }

    [Fact]
    public async Task A_subscriber_that_cannot_be_told_harms_neither_the_others_nor_the_publisher()
    {
        var unreachable = new Elsewhere((ActorSystemImpl)Sys, ActorPath.Parse("akka.tcp://other@10.0.0.1:4053/user/a"));
        Sys.EventStream.Subscribe(unreachable, typeof(Dog));
        var probe = NewListener<Dog>();
        Sys.EventStream.Publish(new Dog("Rex"));
        await probe.Expect(new Dog("Rex"));
    }

    [Fact]
    public async Task A_dead_subscriber_to_dead_letters_does_not_make_more_of_them()
    {
        var dead = NewListener<AllDeadLetters>();
        var alive = NewListener<DeadLetter>();
        await dead.Ref.GracefulStop(Patience);
        Sys.EventStream.Subscribe(dead.Ref, typeof(AllDeadLetters));
        Sys.DeadLetters.Tell("lost", ActorRefs.NoSender);
        Sys.DeadLetters.Tell("lost too", ActorRefs.NoSender);
        Assert.Equal("lost", (await alive.Expect<DeadLetter>()).Message);
        Assert.Equal("lost too", (await alive.Expect<DeadLetter>()).Message);
    }
}
