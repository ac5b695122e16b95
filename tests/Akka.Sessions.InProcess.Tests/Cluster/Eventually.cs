using System.Diagnostics;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>Waits for a condition. The patience is for broken code only: no test relies on how long anything takes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task HoldsAsync(string what, Func<bool> condition) => HoldsAsync(what, () => ValueTask.FromResult(condition()));

    public static async Task HoldsAsync(string what, Func<ValueTask<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience) throw new TimeoutException($"Never seen: {what}");
            await Task.Delay(Pause);
        }
    }
}
