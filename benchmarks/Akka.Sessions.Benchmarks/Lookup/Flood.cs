using System.Diagnostics;

namespace Akka.Sessions.Benchmarks.Lookup;

/// <summary>Asks for ids that nobody has, as often as a hundred connections that each wait 10 ms between two requests can.</summary>
internal sealed class Flood(ISessionManager manager) : IAsyncDisposable
{
    private const int Connections = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Stopwatch _running = new();
    private CancellationTokenSource _stop = new();
    private Task _connections = Task.CompletedTask;
    private long _guesses;

    internal double PerSecond => Interlocked.Read(ref _guesses) / _running.Elapsed.TotalSeconds;

    internal void Start()
    {
        _stop = new();
        _running.Start();
        _connections = Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => GuessAsync(_stop.Token)));
    }

    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _connections;
        _running.Stop();
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync() => await _connections;

    private async Task GuessAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await manager.FindAsync(SessionId.New(), tokens: null, stop);
                Interlocked.Increment(ref _guesses);
            }
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }
}
