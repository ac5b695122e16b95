using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Embedded.Tests.Event;

public sealed class LoggingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_logger_of_the_applications_own_gets_what_is_severe_enough()
    {
        var logged = await Run("akka.loglevel = INFO", system =>
        {
            var log = Logging.GetLogger(system, "the test");
            Assert.False(log.IsDebugEnabled);
            Assert.True(log.IsInfoEnabled);
            log.Debug("not this");
            log.Info("number {0} of {1}", 1, 2);
            log.Warning(new InvalidTimeZoneException("cause"), "careful");
            log.Error("too {0} for {1}", new object[] { "bad", "words" });
        });
        Assert.Equal(["INFO number 1 of 2", "WARNING careful", "ERROR too bad for words"],
            logged.Where(e => e.LogSource.StartsWith("the test", StringComparison.Ordinal)).Select(e => $"{e.LogLevel().StringFor()} {e.Message}"));
        Assert.IsType<InvalidTimeZoneException>(logged.Single(e => e is Warning).Cause);
    }

    [Fact]
    public async Task Off_is_off()
    {
        var logged = await Run("akka.loglevel = OFF", system => Logging.GetLogger(system, "the test").Error("not even this"));
        Assert.Empty(logged);
    }

    [Fact]
    public async Task An_actors_log_has_its_path_as_the_source()
    {
        var logged = await Run("", system => system.ActorOf(Props.Create<Talking>(), "talking").Ask("hello", Patience).Wait(Patience));
        Assert.Contains(logged, e => e.LogSource == "akka://logging/user/talking" && e.LogClass == typeof(Talking) && e.Message.ToString() == "heard hello");
    }

    [Fact]
    public async Task Dead_letters_are_logged_up_to_the_configured_number()
    {
        var logged = await Run("akka.log-dead-letters = 2", system =>
        {
            Answers(system, "/system/deadLetterListener");
            for (var i = 0; i < 5; i++) system.DeadLetters.Tell($"letter {i}", ActorRefs.NoSender);
            Answers(system, "/system/deadLetterListener");
        });
        var letters = logged.Where(e => e.Message.ToString()!.Contains("dead letters encountered", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, letters.Count);
        Assert.Contains("[1] dead letters encountered", letters[0].Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("No more dead letters are logged for 00:05:00", letters[1].Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unhandled_messages_are_logged_for_who_debugs()
    {
        var logged = await Run("akka { loglevel = DEBUG, actor.debug.unhandled = on, log-dead-letters = off }", system =>
        {
            Answers(system, "/system/unhandledMessageLogger");
            var deaf = system.ActorOf(Props.Create<Talking>(), "talking");
            deaf.Tell(42);
            deaf.Ask("hello", Patience).Wait(Patience);
            Answers(system, "/system/unhandledMessageLogger");
        });
        Assert.Contains(logged, e => e is Debug && e.Message.ToString()!.Contains("Unhandled message [Int32]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_logger_that_does_not_answer_fails_the_start()
    {
        var error = Assert.Throws<LoggerInitializationException>(() => ActorSystem.Create("logging", ConfigurationFactory.ParseString(
            $"akka {{ loggers = [\"{typeof(Mute).AssemblyQualifiedName}\"], logger-startup-timeout = 30 ms, stdout-loglevel = OFF }}")));
        Assert.Contains(nameof(Mute), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no holes", "no holes")]
    [InlineData("{0} and {1}", "a and b")]
    [InlineData("{0", "{0 [a, b]")]
    [InlineData("{2}", "{2} [a, b]")]
    public void A_template_that_does_not_fit_its_arguments_is_shown_with_them(string template, string expected) =>
        Assert.Equal(expected, DefaultLogMessageFormatter.Instance.Format(template, "a", "b"));

    // Who listens has subscribed when it answers for the first time, and has seen what came before when it answers again.
    private static void Answers(ActorSystem system, string path) => system.ActorSelection(path).ResolveOne(Patience).Wait(Patience);

    private static async Task<List<LogEvent>> Run(string hocon, Action<ActorSystem> act)
    {
        var key = Guid.NewGuid().ToString();
        var logged = Collecting.Logged[key] = new ConcurrentQueue<LogEvent>();
        var system = ActorSystem.Create("logging", ConfigurationFactory.ParseString(
            $"test.key = \"{key}\"\nakka {{ loggers = [\"{typeof(Collecting).AssemblyQualifiedName}\"], stdout-loglevel = OFF }}\n{hocon}"));
        act(system);
        await system.Terminate().WaitAsync(Patience);
        return [.. logged];
    }

    private sealed class Collecting : UntypedActor
    {
        public static readonly ConcurrentDictionary<string, ConcurrentQueue<LogEvent>> Logged = new();

        private readonly ConcurrentQueue<LogEvent> _logged = Logged[Context.System.Settings.Config.GetString("test.key")];

        protected override void OnReceive(object message)
        {
            if (message is InitializeLogger) Sender.Tell(new LoggerInitialized());
            else if (message is LogEvent logEvent) _logged.Enqueue(logEvent);
        }
    }

    private sealed class Mute : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }

    private sealed class Talking : ReceiveActor
    {
        public Talking()
        {
            var log = Context.GetLogger();
            Receive<string>(message =>
            {
                log.Info("heard {0}", message);
                Sender.Tell(message);
            });
        }
    }
}
