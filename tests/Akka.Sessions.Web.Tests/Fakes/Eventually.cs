using System.Diagnostics;

namespace Akka.Sessions.Web.Tests.Fakes;

internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a condition; gives up only where something hangs, and then says how things stand.</summary>
    public static async Task TrueAsync(Func<bool> condition, Func<string>? describe = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, $"The condition did not become true. {describe?.Invoke()}");
            await Task.Delay(5);
        }
    }
}
