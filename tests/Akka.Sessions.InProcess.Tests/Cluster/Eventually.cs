using System.Diagnostics;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>Waits for a condition. The patience is for broken code only: no test relies on how long anything takes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task HoldsAsync(string what, Func<bool> condition) => HoldsAsync(what, () => ValueTask.FromResult(condition()));

    public static Task HoldsAsync(string what, Func<ValueTask<bool>> condition) => HoldsAsync(() => what, condition);

    /// <param name="what">What is awaited, asked for only when it never came: it may say what was seen instead.</param>
    /// <param name="condition">Whether it holds now.</param>
    public static async Task HoldsAsync(Func<string> what, Func<ValueTask<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience) throw new TimeoutException($"Never seen: {what()}");
            await Task.Delay(Pause);
        }
    }
}
