using System.Globalization;
using Akka.Sessions.Simulation.Play;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Simulation.World;

/// <summary>What happened, a line each, for a person who replays a seed. Off, it costs nothing.</summary>
internal sealed class Trace(Action<string>? write = null)
{
    private VirtualTime? _time;
    private Func<MemberId, string>? _nameOf;

    public bool IsOn => write is not null;

    public void Attach(VirtualTime time, Func<MemberId, string> nameOf) => (_time, _nameOf) = (time, nameOf);

    public void Note(MemberId who, FormattableString what)
    {
        if (write is not null) Write(_nameOf!(who), what.ToString(CultureInfo.InvariantCulture));
    }

    public void Note(MemberId who, string what)
    {
        if (write is not null) Write(_nameOf!(who), what);
    }

    public void Note(string what)
    {
        if (write is not null) Write("", what);
    }

    private void Write(string who, string what) =>
        write!(string.Create(CultureInfo.InvariantCulture, $"{_time!.Now.TotalSeconds,8:0.000} {who,-9} {what}"));
}

/// <summary>A member's log: goes to the trace; an error is something that must not happen.</summary>
internal sealed class MemberLog(MemberId member, Trace trace, History history) : ILogger
{
    private const int LeftBehind = 2051;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning || trace.IsOn;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == LeftBehind) history.LeftBehind.Add(member);
        if (logLevel < LogLevel.Error && !trace.IsOn) return;
        var text = formatter(state, exception);
        if (logLevel >= LogLevel.Error) history.Errors.Add($"{member} logged: {text} {exception}");
        if (trace.IsOn) trace.Note(member, $"{logLevel}: {text}");
    }
}
