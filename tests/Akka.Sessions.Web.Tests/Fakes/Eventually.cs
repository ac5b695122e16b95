using System.Diagnostics;

namespace Akka.Sessions.Web.Tests.Fakes;

internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a condition; gives up only where something hangs.</summary>
    public static async Task TrueAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, "The condition did not become true.");
            await Task.Delay(5);
        }
    }
}
