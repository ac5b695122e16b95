using System.Globalization;
using Spectre.Console;

namespace Shop.Cluster.Terminal;

/// <summary>How text is laid out: a line stays a line, and colour is for people only.</summary>
internal static class Screen
{
    // Wider than any line: a terminal wraps by itself, and a file or a pipe is to get the line whole.
    private const int NoWrapping = 4000;

    public static void Prepare()
    {
        AnsiConsole.Profile.Width = NoWrapping;
        if (!Console.IsOutputRedirected) return;
        AnsiConsole.Profile.Capabilities.Ansi = false;
        AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }

    /// <summary>A line with Spectre's markup; what is filled in is shown as it is.</summary>
    public static void Say(FormattableString line) => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, line);
}
