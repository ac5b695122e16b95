namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>The topics that the two processes talk through.</summary>
internal static class Topics
{
    /// <summary>Messages that the peer counts.</summary>
    internal const string Counted = "counted";

    /// <summary>How many the peer has counted; it says so every <see cref="ReportEvery"/>.</summary>
    internal const string Counts = "counts";

    /// <summary>Messages that the peer publishes back.</summary>
    internal const string Pings = "pings";

    /// <summary>Where it publishes them.</summary>
    internal const string Pongs = "pongs";

    internal const int ReportEvery = 1000;

    /// <summary>What is published: a small message.</summary>
    internal const string Payload = "0123456789abcdef";
}
