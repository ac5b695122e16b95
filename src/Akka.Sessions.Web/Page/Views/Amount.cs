using System.Globalization;

namespace Akka.Sessions.Web.Page.Views;

/// <summary>Numbers that a person can read.</summary>
internal static class Amount
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>Three digits and a unit of thousands.</summary>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        for (; bytes >= 999.5 && unit < Units.Length - 1; unit++) bytes /= 1000;
        return $"{bytes.ToString(unit > 0 && bytes < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>How long ago, in the greatest unit that fits.</summary>
    public static string Ago(TimeSpan time) => time switch
    {
        { TotalSeconds: < 2 } => "now",
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s ago"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min ago"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} h ago"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days ago"),
    };
}
