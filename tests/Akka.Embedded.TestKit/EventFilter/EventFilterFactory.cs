using System.Text.RegularExpressions;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Names the log events, or dead letters, that a test expects.</summary>
public class EventFilterFactory(TestKitBase testkit)
{
    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Debug>(Text(message, start, contains), source);

    public IEventFilterApplier Debug(Regex pattern, string? source = null) => Log<Debug>(pattern.IsMatch, source);

    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Info>(Text(message, start, contains), source);

    public IEventFilterApplier Info(Regex pattern, string? source = null) => Log<Info>(pattern.IsMatch, source);

    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Warning>(Text(message, start, contains), source);

    public IEventFilterApplier Warning(Regex pattern, string? source = null) => Log<Warning>(pattern.IsMatch, source);

    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Error>(Text(message, start, contains), source);

    public IEventFilterApplier Error(Regex pattern, string? source = null) => Log<Error>(pattern.IsMatch, source);

    /// <summary>An error with an exception of that type.</summary>
    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null) where TException : Exception =>
        Custom<Error>(e => e.Cause is TException && Text(message, start, contains)(e.Cause.Message) && IsFrom(e, source));

    public IEventFilterApplier DeadLetter() => new EventFilterApplier(testkit, typeof(DeadLetter), _ => true, "dead letter");

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter<TMessage>(_ => true, source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) => new EventFilterApplier(
        testkit,
        typeof(DeadLetter),
        e => e is DeadLetter { Message: TMessage message } letter
            && isMatch(message)
            && (source is null || letter.Sender.Path.ToString() == source),
        $"dead letter {typeof(TMessage).Name}");

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate) where TLogEvent : LogEvent =>
        new EventFilterApplier(testkit, typeof(TLogEvent), e => e is TLogEvent log && predicate(log), typeof(TLogEvent).Name);

    private static Func<string, bool> Text(string? message, string? start, string? contains) => text =>
        (message is null || text == message)
        && (start is null || text.StartsWith(start, StringComparison.Ordinal))
        && (contains is null || text.Contains(contains, StringComparison.Ordinal));

    private static bool IsFrom(LogEvent log, string? source) => source is null || log.LogSource == source;

    private IEventFilterApplier Log<TLogEvent>(Func<string, bool> isText, string? source) where TLogEvent : LogEvent =>
        Custom<TLogEvent>(e => isText(e.Message?.ToString() ?? "") && IsFrom(e, source));
}
