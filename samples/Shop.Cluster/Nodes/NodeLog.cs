using System.Collections.Concurrent;

namespace Shop.Cluster.Nodes;

/// <summary>What a node prints: kept whole in a file, its last lines at hand, and passed on line by line.</summary>
internal sealed class NodeLog(string path, Action<string>? onLine = null) : IDisposable
{
    private const int TailLines = 30;

    private readonly StreamWriter _file = new(path) { AutoFlush = true };
    private readonly ConcurrentQueue<string> _tail = new();

    public string Path => path;

    public IEnumerable<string> Tail => _tail;

    // Two readers write: standard output and standard error. A null line is the end of one of them.
    public void Write(string? line)
    {
        if (line is null) return;
        lock (_file) _file.WriteLine(line);
        _tail.Enqueue(line);
        if (_tail.Count > TailLines) _tail.TryDequeue(out _);
        onLine?.Invoke(line);
    }

    public void Dispose()
    {
        lock (_file) _file.Dispose();
    }
}
