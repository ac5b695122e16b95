using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Time;

public sealed class ReceiveTimeoutTests : ActorTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [Fact]
    public async Task Silence_is_received_as_a_message_again_and_again()
    {
        var probe = NewProbe();
        Start(new Script { PreStart = context => context.SetReceiveTimeout(Short), OnMessage = (_, message) => probe.Ref.Tell(message) });
        await probe.Expect<ReceiveTimeout>();
        await probe.Expect<ReceiveTimeout>();
    }

    [Fact]
    public async Task Messages_put_it_off_unless_they_say_that_they_do_not()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        TimeSpan lastMessage = default, timeout = default;
        var probe = NewProbe();
        var actor = Start(new Script
        {
            PreStart = context => context.SetReceiveTimeout(Short),
            OnMessage = (context, message) =>
            {
                if (message is ReceiveTimeout)
                {
                    timeout = clock.Elapsed;
                    context.SetReceiveTimeout(null);
                    probe.Ref.Tell("timeout");
                }
                else if (message is string)
                {
                    lastMessage = clock.Elapsed;
                }
            },
        });
        using var stop = new CancellationTokenSource();
        var noise = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                actor.Tell(new Noise());
                await Task.Delay(2);
            }
        });
        actor.Tell("a message");
        await probe.Expect("timeout");
        await stop.CancelAsync();
        await noise;
        Assert.True(timeout - lastMessage >= Short, $"It came {timeout - lastMessage} after the last message.");
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        var probe = NewProbe();
        var actor = Start(new Script
        {
            PreStart = context => context.SetReceiveTimeout(Short),
            OnMessage = (context, message) =>
            {
                context.SetReceiveTimeout(null);
                Assert.Null(context.ReceiveTimeout);
                probe.Ref.Tell(message);
            },
        });
        await probe.Expect<ReceiveTimeout>();
        var wheel = ((ActorSystemImpl)Sys).Wheel;
        await Eventually(() => wheel.Count == 0);
        actor.Tell("marker");
        await probe.Expect("marker");
    }

    private sealed class Noise : INotInfluenceReceiveTimeout;
}
