using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>Writes a system's log events to the output of the test that runs.</summary>
internal sealed class TestOutputLogger(ITestOutputHelper output, string prefix) : UntypedActor
{
    internal static void Start(ExtendedActorSystem system, ITestOutputHelper output, string prefix)
    {
        var logger = system.SystemActorOf(Props.Create(() => new TestOutputLogger(output, prefix)), $"test-output-{Guid.NewGuid():N}");
        system.EventStream.Subscribe(logger, typeof(LogEvent));
    }

    protected override void OnReceive(object message)
    {
        try
        {
            output.WriteLine($"{prefix}{message}");
        }
        catch (InvalidOperationException)
        {
            // The test is over and xunit takes no more output: nobody is left to read this system's log.
            Context.System.EventStream.Unsubscribe(Self);
        }
    }
}
