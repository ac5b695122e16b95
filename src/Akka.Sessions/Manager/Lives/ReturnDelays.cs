namespace Akka.Sessions.Manager;

/// <summary>How often, and after which pauses, another actor system is tried to be started: at once, then less and less often.</summary>
internal static class ReturnDelays
{
    public const int Attempts = 10;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The pause after an attempt that failed; the first is number 1.</summary>
    public static TimeSpan After(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, attempt - 1)));
}
