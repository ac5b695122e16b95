namespace Shop.Cluster.Nodes;

/// <summary>One node of the shop: a place that keeps its name and ports while processes come and go.</summary>
internal sealed class ShopNode(int number, NodePorts ports, NodeLog log) : IAsyncDisposable
{
    public const string Host = "127.0.0.1";

    private ShopProcess? _process;

    public int Number => number;

    public string Name { get; } = $"node-{number}";

    public Uri Url { get; } = new($"http://{Host}:{ports.Http}");

    /// <summary>Where the other nodes find it, which is at its gateway.</summary>
    public string AkkaAddress { get; } = $"{Host}:{ports.Gateway}";

    /// <summary>Where it really listens.</summary>
    public int AkkaPort => ports.Akka;

    public int GatewayPort => ports.Gateway;

    public NodeLog Log => log;

    public bool IsRunning => _process is { HasExited: false };

    public int? ProcessId => IsRunning ? _process!.Id : null;

    public void Start(IEnumerable<string> arguments)
    {
        if (IsRunning) throw new InvalidOperationException($"{Name} is already running.");
        _process?.Dispose();
        _process = ShopProcess.Start(arguments, log);
    }

    /// <summary>Ends the process at once, as a crash would: it gets no chance to say goodbye.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>Asks the process to stop in its own time, as a deployment would.</summary>
    public void AskToStop() => _process?.AskToStop();

    /// <summary>The exit code of the process, once it has ended.</summary>
    public Task<int> ExitAsync(CancellationToken cancellationToken) =>
        _process?.ExitAsync(cancellationToken) ?? Task.FromResult(0);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.ExitAsync(CancellationToken.None);
            _process.Dispose();
        }

        log.Dispose();
    }
}
