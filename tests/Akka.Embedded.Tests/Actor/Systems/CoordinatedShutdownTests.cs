using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Systems;

public sealed class CoordinatedShutdownTests() : ActorTest("""
    akka.coordinated-shutdown.phases {
      own { depends-on = [service-stop], timeout = 5 s }
      strict { depends-on = [own], recover = off }
      before-cluster-shutdown { depends-on = [strict] }
      impatient { timeout = 30 ms }
      disabled { enabled = off, depends-on = [impatient] }
    }
    """)
{
    private readonly ConcurrentQueue<string> _ran = new();

    private CoordinatedShutdown Shutdown => CoordinatedShutdown.Get(Sys);

    [Fact]
    public async Task Phases_run_in_the_order_of_their_dependencies_and_then_the_system_ends()
    {
        Add("own");
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate);
        Add(CoordinatedShutdown.PhaseClusterLeave);
        Add(CoordinatedShutdown.PhaseServiceStop);
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind);
        Sys.RegisterOnTermination(() => _ran.Enqueue("terminated"));
        await Shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        Assert.Equal("terminated", _ran.Last());
        var order = _ran.ToList();
        Assert.Equal(6, order.Count);
        string[] known = [CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceStop,
            CoordinatedShutdown.PhaseClusterLeave, CoordinatedShutdown.PhaseBeforeActorSystemTerminate];
        Assert.Equal(known, order.Where(known.Contains));
        Assert.Equal(2, order.IndexOf("own"));
        Assert.True(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Terminating_the_system_runs_it_with_that_reason()
    {
        Add(CoordinatedShutdown.PhaseServiceStop);
        Assert.Null(Shutdown.ShutdownReason);
        await Sys.Terminate().WaitAsync(Patience);
        Assert.Equal([CoordinatedShutdown.PhaseServiceStop], _ran);
        Assert.IsType<CoordinatedShutdown.ActorSystemTerminateReason>(Shutdown.ShutdownReason);
    }

    [Fact]
    public async Task It_runs_once_with_the_first_reason()
    {
        Add(CoordinatedShutdown.PhaseServiceStop);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Shutdown.Run(CoordinatedShutdown.ClusterLeavingReason.Instance))).WaitAsync(Patience);
        await Shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        Assert.Single(_ran);
        Assert.Same(CoordinatedShutdown.ClusterLeavingReason.Instance, Shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_failed_task_does_not_keep_the_next_phase_from_running()
    {
        Shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => throw new InvalidTimeZoneException("no"));
        Add(CoordinatedShutdown.PhaseServiceStop);
        await Shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        Assert.Equal([CoordinatedShutdown.PhaseServiceStop], _ran);
    }

    [Fact]
    public async Task A_failed_task_of_a_phase_that_does_not_recover_ends_the_shutdown()
    {
        Shutdown.AddTask("strict", "fails", () => Task.FromException<Done>(new InvalidTimeZoneException("no")));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience));
        Assert.False(Sys.WhenTerminated.IsCompleted);
        ((ExtendedActorSystem)Sys).Abort();
    }

    [Fact]
    public async Task A_phase_that_takes_too_long_is_left_behind()
    {
        Shutdown.AddTask("impatient", "hangs", () => new TaskCompletionSource<Done>().Task);
        await Shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        Assert.True(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_disabled_phase_is_skipped()
    {
        Add("disabled");
        await Shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task It_can_begin_at_a_later_phase()
    {
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind);
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate);
        await Shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance, CoordinatedShutdown.PhaseClusterLeave).WaitAsync(Patience);
        Assert.Equal([CoordinatedShutdown.PhaseBeforeActorSystemTerminate], _ran);
    }

    [Fact]
    public void A_task_for_a_phase_that_is_not_there_is_refused_and_the_phases_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Add("nonsense"));
        Assert.Contains(CoordinatedShutdown.PhaseClusterLeave, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Phases_that_depend_on_each_other_are_refused()
    {
        var error = Assert.Throws<Akka.Configuration.ConfigurationException>(() => ShutdownPhases.Read(Akka.Configuration.ConfigurationFactory.ParseString(
            "default-phase-timeout = 5 s, phases { a { depends-on = [b] }, b { depends-on = [a] } }")));
        Assert.Contains("depends on itself", error.Message, StringComparison.Ordinal);
    }

    private void Add(string phase) => Shutdown.AddTask(phase, $"note {phase}", () =>
    {
        _ran.Enqueue(phase);
        return Task.FromResult(Done.Instance);
    });
}
