using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Durations ("150 ms", "infinite") and sizes ("128000b", "64 KiB").</summary>
internal static class HoconUnits
{
    public static bool TryDuration(string text, bool allowInfinite, out TimeSpan duration)
    {
        duration = Timeout.InfiniteTimeSpan;
        if (allowInfinite && text.ToLowerInvariant() is ("infinite" or "off")) return true;
        if (!TrySplit(text, out var number, out var unit) || TicksOf(unit) is not { } ticks) return false;
        number *= ticks;
        if (number is > long.MaxValue or < long.MinValue) return false;
        duration = TimeSpan.FromTicks((long)number);
        return true;
    }

    public static bool TrySize(string text, out long bytes)
    {
        bytes = 0;
        if (!TrySplit(text, out var number, out var unit) || BytesOf(unit) is not { } factor) return false;
        if (number < 0 || number > long.MaxValue / factor) return false;
        bytes = (long)(number * factor);
        return true;
    }

    private static bool TrySplit(string text, out decimal number, out string unit)
    {
        text = text.Trim();
        var end = text.Length;
        while (end > 0 && char.IsLetter(text[end - 1])) end--;
        unit = text[end..];
        return decimal.TryParse(text.AsSpan(0, end).TrimEnd(),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            && Math.Abs(number) < 1e18m;
    }

    private static decimal? TicksOf(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        _ => null,
    };

    private static decimal? BytesOf(string unit) => unit switch
    {
        "" or "b" or "B" or "byte" or "bytes" => 1,
        "kB" or "kilobyte" or "kilobytes" => 1e3m,
        "MB" or "megabyte" or "megabytes" => 1e6m,
        "GB" or "gigabyte" or "gigabytes" => 1e9m,
        "TB" or "terabyte" or "terabytes" => 1e12m,
        "PB" or "petabyte" or "petabytes" => 1e15m,
        "EB" or "exabyte" or "exabytes" => 1e18m,
        "k" or "K" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
        "m" or "M" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
        "g" or "G" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
        "t" or "T" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
        "p" or "P" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => 1L << 50,
        "e" or "E" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => 1L << 60,
        _ => null,
    };
}
