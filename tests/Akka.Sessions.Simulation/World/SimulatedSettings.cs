using Akka.Sessions.Actors;
using Akka.Sessions.Manager;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Simulation.World;

/// <summary>Settings under which a minute is long: everything the protocol does happens several times in a run. The rest is as by default.</summary>
internal static class SimulatedSettings
{
    private const string Hocon = """
        akka.sessions {
          idle-timeout = 6 s
          commit-level = one
          commit-timeout = 3 s
          access-interval = 500 ms
          expiry-interval = 500 ms
          tombstone-retention = 8 s
          drain-timeout = 5 s
          replication { batch-size = 4 KiB, retention = 1 MiB, announce-interval = 400 ms }
          transfer { page-size = 4 KiB, page-timeout = 1 s }
        }
        """;

    public static SessionSettings Default { get; } = Read();

    private static SessionSettings Read()
    {
        var options = new SessionsOptions { Hocon = Hocon };
        return SessionSettingsReader.Read(SystemFactory.ReadConfig(options, AppContext.BaseDirectory), options);
    }
}
