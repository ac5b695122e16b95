namespace Shop;

/// <summary>
/// Stops the node when standard input ends. The program that started it holds the other end of that pipe, and the operating system
/// closes it even when that program is killed: no node outlives it.
/// </summary>
internal sealed class StopWithInput(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A read from a pipe does not notice cancellation, so it gets a thread of its own that ends with the process.
        await Task.Factory.StartNew(WaitForEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }

    private static void WaitForEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0) { }
    }
}
