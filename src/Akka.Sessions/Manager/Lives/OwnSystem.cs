using Akka.Actor;
using Akka.Configuration;
using Akka.Sessions.Messages;
using Akka.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Manager;

/// <summary>
/// The actor system that the host made itself, one life after another: when it is removed from its cluster, another one is started in this process and
/// takes the sessions along. What works with the sessions asks <see cref="SessionManager"/>, which is told of each new life.
/// </summary>
/// <param name="name">Of the actor system.</param>
/// <param name="config">The whole configuration.</param>
/// <param name="settings">Read from it.</param>
/// <param name="manager">The public face.</param>
/// <param name="clock">The time.</param>
/// <param name="loggers">Where to log.</param>
/// <param name="protocolVersion">What the node speaks.</param>
internal sealed class OwnSystem(
    string name,
    Config config,
    SessionSettings settings,
    SessionManager manager,
    TimeProvider clock,
    ILoggerFactory loggers,
    int protocolVersion = ProtocolVersion.Current)
    : IAsyncDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = loggers.CreateLogger("Akka.Sessions");
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _keeping = Task.CompletedTask;

    public ActorSystem System { get; private set; } = null!;

    public SessionNode Node { get; private set; } = null!;

    /// <summary>Completes when this process will have no sessions any more, though nobody has stopped it: all attempts failed, or it was told to leave.</summary>
    public Task WhenLost => _lost.Task;

    /// <exception cref="SessionSettingsException">The actor system does not start; the message says where and why.</exception>
    public void Start()
    {
        Begin(config, legacy: null);
        _keeping = KeepAsync();
    }

    /// <summary>No other life follows from now on.</summary>
    public async Task StopReturningAsync()
    {
        await _stopping.CancelAsync();
        await _keeping;
    }

    /// <summary>For a host that did not get as far as to be stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopReturningAsync();
        if (System is not null) await System.Terminate();
        _stopping.Dispose();
    }

    private void Begin(Config of, NodeLegacy? legacy)
    {
        var system = SystemFactory.Create(name, of, loggers);
        try
        {
            Node = SessionNode.Start(system, settings, clock, loggers, protocolVersion, legacy);
        }
        catch
        {
            _ = system.Terminate();
            throw;
        }

        System = system;
        manager.Open(Node, isKept: true);
    }

    private async Task KeepAsync()
    {
        try
        {
            do await Node.WhenEnded.WaitAsync(_stopping.Token);
            while (!Node.HasLeft && await ReturnAsync());
            manager.GiveUp();
            _lost.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            manager.GiveUp();
        }
    }

    private async Task<bool> ReturnAsync()
    {
        _log.Returning(Node.Self, Node.Board.Sessions.LiveCount);
        await EndFormerAsync();
        var (former, legacy) = (Node, Node.Legacy);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Begin(ReturnConfig.Of(config, former, settings), legacy);
                return true;
            }
            catch (Exception e) when (attempt == ReturnDelays.Attempts)
            {
                _log.NotReturned(attempt, e);
                return false;
            }
            catch (Exception e)
            {
                _log.ReturnFailed(attempt, ReturnDelays.Attempts, ReturnDelays.After(attempt), e);
                await Task.Delay(ReturnDelays.After(attempt), clock, _stopping.Token);
            }
        }
    }

    // Its port must be free again. One that does not end in time is left to itself, and the attempts tell.
    private async Task EndFormerAsync()
    {
        try
        {
            await System.Terminate().WaitAsync(EndPatience, clock, _stopping.Token);
        }
        catch (TimeoutException)
        {
            _log.FormerNotEnded(Node.Self, EndPatience);
        }
    }
}
