using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// An actor system with one actor that the test stands behind: what is sent to <see cref="TestActor"/> is what the test expects messages
/// from. One test thread at a time uses a kit.
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static long _actorNumber;
    private readonly ReceivedMessages _received = new();
    private volatile Func<object, bool>? _ignore;
    private Received? _last;

    private protected TestKitBase(ActorSystem system, string? testActorName = null)
    {
        Sys = system;
        TestKitSettings = new TestKitSettings(system.Settings.Config.WithFallback(DefaultConfig));
        Log = Logging.GetLogger(system, GetType());
        TestActor = CreateActor(testActorName ?? $"testActor{Interlocked.Increment(ref _actorNumber)}");
        EventFilter = new EventFilterFactory(this);
    }

    public static Config DefaultConfig { get; } = ConfigurationFactory.FromResource("testkit.conf", typeof(TestKitBase).Assembly);

    /// <summary>The time since an arbitrary moment of this process.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public ActorSystem Sys { get; }

    public TestKitSettings TestKitSettings { get; }

    public ILoggingAdapter Log { get; }

    public IActorRef TestActor { get; }

    /// <summary>Expects or silences log events.</summary>
    public EventFilterFactory EventFilter { get; }

    public bool HasMessages => !_received.IsEmpty;

    public object LastMessage => Last.Message;

    /// <summary>Who sent the message that was looked at last.</summary>
    public IActorRef LastSender => Last.Sender;

    private Received Last => _last ?? throw new InvalidOperationException("There is no last message: none has been received yet.");

    public IActorRef Watch(IActorRef actorToWatch)
    {
        // Answered by the test actor, so that the watch stands when this returns.
        TestActor.Ask(new ReceivingActor.WatchFor(actorToWatch), Dilated(TestKitSettings.DefaultTimeout)).GetAwaiter().GetResult();
        return actorToWatch;
    }

    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        await TestActor.Ask(new ReceivingActor.WatchFor(actorToWatch), Dilated(TestKitSettings.DefaultTimeout));
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Ask(new ReceivingActor.UnwatchFor(actorToUnwatch), Dilated(TestKitSettings.DefaultTimeout)).GetAwaiter().GetResult();
        return actorToUnwatch;
    }

    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        await TestActor.Ask(new ReceivingActor.UnwatchFor(actorToUnwatch), Dilated(TestKitSettings.DefaultTimeout));
        return actorToUnwatch;
    }

    /// <summary>From now on messages for which <paramref name="shouldIgnoreMessage"/> says so are dropped on arrival.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => _ignore = shouldIgnoreMessage;

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        _ignore = m => m is TMsg message && shouldIgnoreMessage(message);

    public void IgnoreMessages<TMsg>() => _ignore = m => m is TMsg;

    public void IgnoreNoMessages() => _ignore = null;

    public TimeSpan Dilated(TimeSpan duration) => duration < TimeSpan.Zero ? duration : duration * TestKitSettings.TestTimeFactor;

    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, name);

    /// <summary>An actor that stands for this kit's test too: what it gets is received as by <see cref="TestActor"/>.</summary>
    public IActorRef CreateTestActor(string name) => CreateActor(name);

    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var max = Dilated(duration ?? TestKitSettings.DefaultTimeout);
        if (system.Terminate().Wait(max)) return;
        var message = $"The actor system '{system.Name}' did not end within {max}. Some actor is busy or blocked.";
        if (verifySystemShutdown) throw new TimeoutException(message);
        Log.Warning(message);
    }

    private IActorRef CreateActor(string name) =>
        ((ExtendedActorSystem)Sys).SystemActorOf(Props.Create(() => new ReceivingActor(_received, () => _ignore)), name);
}
