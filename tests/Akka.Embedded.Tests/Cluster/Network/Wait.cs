using System.Diagnostics;

namespace Akka.Embedded.Tests.Cluster.Network;

internal static class Wait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    public static Task Until(Func<bool> condition, string what) => Until(condition, () => what);

    public static async Task Until(Func<bool> condition, Func<string> what)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit) Assert.Fail($"After {Limit} still not: {what()}");
            await Task.Delay(10);
        }
    }

    public static Task Within(Task task) => task.WaitAsync(Limit);
}
