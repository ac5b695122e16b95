namespace Akka.Sessions.Replication;

/// <summary>Bounds of the exclusive use of sessions.</summary>
internal sealed record LeaseLimits
{
    /// <summary>How long a request waits for its turn.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests that wait for one session, in the whole cluster.</summary>
    public int Waiting { get; init; } = 100;

    /// <summary>Leases that one node holds, waits for or has not got rid of yet.</summary>
    public int Leases { get; init; } = 10_000;

    /// <summary>After so long without an answer a message is sent again.</summary>
    public TimeSpan Resend { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After so long a holder is asked whether it still is one, and again.</summary>
    public TimeSpan Doubt { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Leases in one page of a report.</summary>
    public int Page { get; init; } = 500;
}
