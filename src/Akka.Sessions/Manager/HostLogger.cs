using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Event;
using Microsoft.Extensions.Logging;
using AkkaLogLevel = Akka.Event.LogLevel;
using HostLogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Sessions.Manager;

/// <summary>Akka's own log, written to the logger of the host; named by type in <c>akka.loggers</c>, so it finds the factory in the system's setup.</summary>
internal sealed class HostLogger : ReceiveActor
{
    private const string Category = "Akka";
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);
    private ILoggerFactory? _factory;

    public HostLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    protected override void PreStart()
    {
        var setup = Context.System.Settings.Setup.Get<HostLoggerSetup>();
        if (setup.HasValue) _factory = setup.Value.Factory;
    }

    private void Write(LogEvent entry)
    {
        if (_factory is null) return;
        // What logs under a bare name has no class of its own.
        var category = entry.LogClass is { } type && type != typeof(string) ? type.FullName! : Category;
        var logger = _loggers.GetOrAdd(category, static (name, factory) => factory.CreateLogger(name), _factory);
        var level = LevelOf(entry.LogLevel());
        if (logger.IsEnabled(level)) logger.WrittenByAkka(level, entry.Message?.ToString() ?? "", entry.LogSource ?? "", entry.Cause);
    }

    private static HostLogLevel LevelOf(AkkaLogLevel level) => level switch
    {
        AkkaLogLevel.DebugLevel => HostLogLevel.Debug,
        AkkaLogLevel.InfoLevel => HostLogLevel.Information,
        AkkaLogLevel.WarningLevel => HostLogLevel.Warning,
        _ => HostLogLevel.Error,
    };
}

/// <summary>Hands the host's logger factory to <see cref="HostLogger"/>.</summary>
internal sealed class HostLoggerSetup(ILoggerFactory factory) : Setup
{
    public ILoggerFactory Factory { get; } = factory;
}
