namespace Akka.Sessions;

/// <summary>
/// What the application decides in code. Everything has a key in the HOCON section <c>akka.sessions</c> too (see <c>reference.conf</c>); what
/// is set here wins over HOCON; inline HOCON wins over a section of the configuration, that over the file, and the file over the defaults.
/// </summary>
// Not sealed: the web side adds its own options to these, so that an application sets all in one place.
public class SessionsOptions
{
    /// <summary>
    /// Name of the actor system that is made when the application has none. All nodes of one cluster have the same, since it is part of
    /// every address. <value>Default: <c>sessions</c>.</value>
    /// </summary>
    public string SystemName { get; set; } = "sessions";

    /// <summary>A HOCON file to read, relative to the content root. Not used with an <c>ActorSystem</c> of the application's own.</summary>
    public string? HoconFile { get; set; }

    /// <summary>
    /// The path of a section of the application's configuration that holds HOCON as JSON: its keys are those under <c>akka</c>, so
    /// <c>"Akka": { "cluster": { "seed-nodes": […] }, "sessions": { "commit-level": "one" } }</c> in <c>appsettings.json</c> is named
    /// <c>Akka</c>. Environment variables (<c>Akka__remote__dot-netty__tcp__port</c>) and all other sources take part. It wins over the
    /// file; with an <c>ActorSystem</c> of the application's own only <c>akka.sessions</c> in it is read.
    /// </summary>
    public string? HoconSection { get; set; }

    /// <summary>HOCON text that wins over the section and the file, for what is only known at start (a port, the seed nodes).</summary>
    public string? Hocon { get; set; }

    /// <summary>The web application that the sessions belong to; nodes share sessions when their contexts are equal. Key <c>context</c>.</summary>
    public string? ContextName { get; set; }

    /// <summary>Idle time after which a session expires, unless the session says otherwise. Key <c>idle-timeout</c>.</summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>
    /// Random bits of a new session id, 128 to 384 and a multiple of eight. Ids of another length stay valid. Key <c>id-bits</c>.
    /// <value>Default: 128.</value> Tomcat's <c>sessionIdLength</c>, in bytes there, is the source.
    /// </summary>
    public int? IdBits { get; set; }

    /// <summary>How many members must hold a commit before it is acknowledged. Key <c>commit-level</c>.</summary>
    public CommitLevel? CommitLevel { get; set; }

    /// <summary>How long a commit may wait for its level. Key <c>commit-timeout</c>.</summary>
    public TimeSpan? CommitTimeout { get; set; }

    /// <summary>
    /// Whether the host stops when its node was removed from the cluster and cannot come back in this process: with an <c>ActorSystem</c> of the
    /// application's own always, with one that was made here after the last attempt to start another. Without it the health check <c>live</c>
    /// fails and the process goes on. Key <c>stop-host-when-downed</c>; default off.
    /// </summary>
    public bool? StopHostWhenDowned { get; set; }

    /// <summary>How long a stopping node says it is not ready while it still serves, so that balancers notice. Key <c>drain-delay</c>.</summary>
    public TimeSpan? DrainDelay { get; set; }
}
