using Akka.Configuration;

namespace Akka.Remote;

/// <summary>The keys of <c>akka.remote</c>, checked once at the start. What each means stands in remote.reference.conf.</summary>
internal sealed class RemoteSettings
{
    public const string Tcp = "akka.remote.dot-netty.tcp";

    private readonly Config _config;

    public RemoteSettings(Config config)
    {
        _config = config;
        Hostname = config.GetString($"{Tcp}.hostname", "");
        Port = PortAt($"{Tcp}.port");
        PublicHostname = config.GetString($"{Tcp}.public-hostname", "");
        PublicPort = PortAt($"{Tcp}.public-port");
        PreferIPv6 = config.GetBoolean($"{Tcp}.dns-use-ipv6");
        ConnectionTimeout = DurationAt($"{Tcp}.connection-timeout");
        MaximumFrameSize = SizeAt($"{Tcp}.maximum-frame-size", 32_000);
        SendBufferSize = SizeAt($"{Tcp}.send-buffer-size", 0);
        ReceiveBufferSize = SizeAt($"{Tcp}.receive-buffer-size", 0);
        Backlog = CountAt($"{Tcp}.backlog");
        NoDelay = config.GetBoolean($"{Tcp}.tcp-nodelay");
        KeepAlive = config.GetBoolean($"{Tcp}.tcp-keepalive");
        UnacknowledgedTimeout = DurationAt($"{Tcp}.unacknowledged-timeout");
        HandshakeTimeout = DurationAt("akka.remote.handshake-timeout");
        FlushWaitOnShutdown = DurationAt("akka.remote.flush-wait-on-shutdown");
        FirstBackoff = DurationAt("akka.remote.first-retry-after");
        LongestBackoff = DurationAt("akka.remote.retry-gate-closed-for");
        OutboundQueueBytes = SizeAt("akka.remote.outbound-queue-size", 1);
        MaximumPendingHandshakes = CountAt("akka.remote.maximum-pending-handshakes");
        LogLifecycle = config.GetString("akka.remote.log-remote-lifecycle-events") is not ("off" or "false" or "no");
        WatchFailureDetector = config.GetConfig("akka.remote.watch-failure-detector");
        WatchHeartbeatInterval = DurationAt("akka.remote.watch-failure-detector.heartbeat-interval");
        WatchExpectedResponseAfter = DurationAt("akka.remote.watch-failure-detector.expected-response-after");

        Refuse(config.GetBoolean($"{Tcp}.enable-ssl"), $"{Tcp}.enable-ssl", "has no TLS and would send everything in the clear");
        Refuse(config.GetBoolean("akka.remote.untrusted-mode"), "akka.remote.untrusted-mode", "trusts every node that can connect");
        Refuse(config.GetStringList($"{Tcp}.applied-adapters").Count > 0, $"{Tcp}.applied-adapters", "has no transport adapters");
        if (Hostname is "0.0.0.0" or "::" && PublicHostname.Length == 0)
            throw new ConfigurationException(
                $"{Tcp}.hostname is {Hostname}, which no other node can connect to: "
                + $"say in {Tcp}.public-hostname what they shall connect to.");
    }

    public string Hostname { get; }

    public int Port { get; }

    public string PublicHostname { get; }

    public int PublicPort { get; }

    public bool PreferIPv6 { get; }

    public TimeSpan ConnectionTimeout { get; }

    public int MaximumFrameSize { get; }

    public int SendBufferSize { get; }

    public int ReceiveBufferSize { get; }

    public int Backlog { get; }

    public bool NoDelay { get; }

    public bool KeepAlive { get; }

    public TimeSpan UnacknowledgedTimeout { get; }

    public TimeSpan HandshakeTimeout { get; }

    public TimeSpan FlushWaitOnShutdown { get; }

    public TimeSpan FirstBackoff { get; }

    public TimeSpan LongestBackoff { get; }

    public int OutboundQueueBytes { get; }

    public int MaximumPendingHandshakes { get; }

    public bool LogLifecycle { get; }

    public Config WatchFailureDetector { get; }

    public TimeSpan WatchHeartbeatInterval { get; }

    public TimeSpan WatchExpectedResponseAfter { get; }

    // What would be ignored in silence is a promise broken.
    private static void Refuse(bool isSet, string path, string because)
    {
        if (isSet) throw new ConfigurationException($"{path} is set, but this engine {because}. Take it out, or use the akka.net engine.");
    }

    private int PortAt(string path)
    {
        var port = _config.GetInt(path);
        return port is >= 0 and <= ushort.MaxValue
            ? port
            : throw new ConfigurationException($"{path} is {port}; a port is a number from 0 to {ushort.MaxValue}.");
    }

    private int CountAt(string path)
    {
        var count = _config.GetInt(path);
        return count > 0 ? count : throw new ConfigurationException($"{path} is {count}, but must be positive.");
    }

    private TimeSpan DurationAt(string path) => _config.GetTimeSpan(path, allowInfinite: false) is var time && time > TimeSpan.Zero
        ? time
        : throw new ConfigurationException($"{path} is {time}, but must be positive.");

    private int SizeAt(string path, int least) => _config.GetByteSize(path, null) is { } size && size >= least && size <= 1 << 30
        ? (int)size
        : throw new ConfigurationException($"{path} is {_config.GetString(path)}, but must be a size from {least} bytes to 1 GiB.");
}
