using System.Threading.Channels;

namespace Shop.Cluster.Terminal;

/// <summary>The lines a person types. Reading cannot be cancelled, so a thread of its own does it and ends with the process.</summary>
internal static class Keyboard
{
    /// <summary>Without a keyboard there are no lines, and none of them is the last.</summary>
    public static IAsyncEnumerable<string> Lines()
    {
        var lines = Channel.CreateUnbounded<string>();
        var reader = new Thread(() =>
        {
            while (Console.ReadLine() is { } line) lines.Writer.TryWrite(line);
        });
        reader.IsBackground = true;
        reader.Start();
        return lines.Reader.ReadAllAsync();
    }
}
