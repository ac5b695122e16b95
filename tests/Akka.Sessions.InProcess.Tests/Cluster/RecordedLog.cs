using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>Keeps what one node logged, for tests of messages and for whoever looks at a failed run.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public bool Says(string part) => _lines.Any(line => line.Contains(part, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Recorder(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log._lines.Enqueue($"{logLevel} {category}[{eventId.Id}] {formatter(state, exception)}{Cause(exception)}");
        }

        private static string Cause(Exception? exception) => exception is null ? "" : Environment.NewLine + exception;
    }
}
