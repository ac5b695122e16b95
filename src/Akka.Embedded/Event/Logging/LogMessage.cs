using System.Globalization;

namespace Akka.Event;

/// <summary>Puts a template and its arguments together.</summary>
public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);

    string Format(string format, IEnumerable<object> args);
}

/// <summary>Templates of <see cref="string.Format(IFormatProvider, string, object[])"/>. One that does not fit its arguments is shown with them, not thrown.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter() { }

    public string Format(string format, params object[] args)
    {
        if (args is null or []) return format;
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format, args);
        }
        catch (FormatException)
        {
            return $"{format} [{string.Join(", ", args)}]";
        }
    }

    public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
}

/// <summary>A template with its arguments; becomes text when a logger writes it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    private protected LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }

    public abstract string Unformatted();

    public abstract IEnumerable<object> Parameters();
}

internal sealed class ArgumentsLogMessage(ILogMessageFormatter formatter, string format, object[] arguments) : LogMessage(formatter, format)
{
    public override string Unformatted() => $"{Format} [{string.Join(", ", arguments)}]";

    public override IEnumerable<object> Parameters() => arguments;

    public override string ToString() => Formatter.Format(Format, arguments);
}
