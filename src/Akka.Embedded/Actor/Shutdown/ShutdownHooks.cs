using Akka.Configuration;

namespace Akka.Actor;

/// <summary>What begins a coordinated shutdown besides the application, and what its last phase does.</summary>
internal static class ShutdownHooks
{
    public static void Install(CoordinatedShutdown shutdown, Config config)
    {
        var exitsProcess = config.GetBoolean("exit-clr");
        if (config.GetBoolean("terminate-actor-system"))
        {
            var system = (ActorSystemImpl)shutdown.System;
            shutdown.AddTask(CoordinatedShutdown.PhaseActorSystemTerminate, "terminate-system", async () =>
            {
                await system.FinalTerminate();
                if (exitsProcess && shutdown.ShutdownReason is not CoordinatedShutdown.ClrExitReason) Environment.Exit(0);
                return Done.Instance;
            });
        }

        if (config.GetBoolean("run-by-clr-shutdown-hook")) RunAtProcessExit(shutdown);
    }

    private static void RunAtProcessExit(CoordinatedShutdown shutdown)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        shutdown.System.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= OnExit);

        // The process lives as long as this handler does not return.
        void OnExit(object sender, EventArgs e) => shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(shutdown.TotalTimeout);
    }
}
