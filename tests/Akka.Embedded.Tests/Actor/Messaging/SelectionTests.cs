using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using Akka.Event;

namespace Akka.Embedded.Tests.Actor.Messaging;

public sealed class SelectionTests : ActorTest
{
    [Theory]
    [InlineData("/user/top/a")]
    [InlineData("akka://test/user/top/a")]
    [InlineData("user/top/a")]
    [InlineData("/user/top/b/../a")]
    [InlineData("/user/t?p/a")]
    [InlineData("/user/*/a")]
    public async Task An_actor_is_found_by_its_path(string path)
    {
        var (_, a, _, _) = await Tree();
        Assert.Equal(a, await Sys.ActorSelection(path).ResolveOne(Patience));
    }

    [Fact]
    public async Task A_wildcard_reaches_every_child_that_fits_and_only_those()
    {
        var (_, a, b, probe) = await Tree();
        Sys.ActorSelection("/user/top/*").Tell("all");
        await probe.Expect("all");
        await probe.Expect("all");
        Sys.ActorSelection("/user/top/b*").Tell("b only");
        await probe.Expect("b only");
        Assert.Equal(b, probe.LastSender);
        Sys.ActorSelection("/user/top/c*").Tell("nobody");
        Sys.ActorSelection(a.Path).Tell("marker");
        await probe.Expect("marker");
    }

    [Fact]
    public async Task A_relative_path_begins_at_the_actor_that_uses_it()
    {
        var (top, _, b, probe) = await Tree();
        top.Tell(new Select("b", "down"));
        await probe.Expect("down");
        Assert.Equal(b, probe.LastSender);
        top.Tell(new Select("../top/b", "up and down"));
        await probe.Expect("up and down");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_what_is_told_to_it_is_a_dead_letter()
    {
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/missing").ResolveOne(Patience));
        var letters = NewListener<DeadLetter>();
        Sys.ActorSelection("/user/missing/further").Tell("hello");
        var letter = await letters.Expect<DeadLetter>();
        Assert.Equal("hello", letter.Message);
        Assert.Equal("akka://test/user/missing/further", letter.Recipient.Path.ToString());
    }

    [Fact]
    public async Task Identify_tells_the_ref_behind_a_path()
    {
        var (_, a, _, _) = await Tree();
        var identity = await Sys.ActorSelection("/user/top/a").Ask<ActorIdentity>(new Identify(7), Patience);
        Assert.Equal(7, identity.MessageId);
        Assert.Equal(a, identity.Subject);
        Assert.Null((await Sys.ActorSelection("/user/missing").Ask<ActorIdentity>(new Identify(8), Patience)).Subject);
    }

    [Fact]
    public async Task A_ref_with_a_uid_is_found_only_while_that_incarnation_lives()
    {
        var first = Start(new Script(), "name");
        var provider = ((ExtendedActorSystem)Sys).Provider;
        Assert.Equal(first, provider.ResolveActorRef(first.Path.ToSerializationFormat()));
        await first.GracefulStop(Patience);
        await Eventually(() => ((ActorSystemImpl)Sys).Provider.Guardian.Child("name").IsNobody());
        var second = Start(new Script(), "name");
        Assert.Same(second, provider.ResolveActorRef("akka://test/user/name"));
        Assert.NotSame(second, provider.ResolveActorRef(first.Path.ToSerializationFormat()));
        Assert.Equal(first, provider.ResolveActorRef(first.Path.ToSerializationFormat()));
    }

    private async Task<(IActorRef Top, IActorRef A, IActorRef B, Probe Probe)> Tree()
    {
        var probe = NewProbe();
        var made = new TaskCompletionSource<(IActorRef, IActorRef)>();
        var reporting = new Script { OnMessage = (_, message) => probe.Ref.Tell(message) };
        var top = Start(
            new Script
            {
                PreStart = context => made.SetResult((context.ActorOf(Scripted.Props(reporting), "a"), context.ActorOf(Scripted.Props(reporting), "b"))),
                OnMessage = (context, message) =>
                {
                    if (message is Select select) context.ActorSelection(select.Path).Tell(select.Message);
                },
            },
            "top");
        var (a, b) = await made.Task.WaitAsync(Patience);
        return (top, a, b, probe);
    }

    private sealed record Select(string Path, object Message);
}
