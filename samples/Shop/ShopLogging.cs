using Microsoft.Extensions.Logging.Console;

namespace Shop;

/// <summary>One line for each thing that happens to the node; nothing for each request.</summary>
internal static class ShopLogging
{
    public static void AddShopConsole(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.ColorBehavior = Console.IsOutputRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Enabled;
        });
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // A balancer asks several times a second; the sessions log when the answer changes.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        // A start that failed is reported in one sentence by Program, not also as a stack trace by the host.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
