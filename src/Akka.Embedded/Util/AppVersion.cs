using System.Globalization;

namespace Akka.Util;

/// <summary>The version of the application on a node: numbers between dots, then what follows a hyphen or plus, as in "1.2.3-rc1".</summary>
public class AppVersion : IComparable<AppVersion>, IEquatable<AppVersion>
{
    public static readonly AppVersion Zero = Create("0.0.0");

    private readonly string[] _parts;

    private AppVersion(string version)
    {
        Version = version;
        _parts = version.Split('.', '-', '+');
    }

    public string Version { get; }

    public static AppVersion Create(string version) => new(version.Trim());

    /// <summary>Numbers by value, other parts by their letters; a missing part comes after a word ("1.0" is later than "1.0-rc1") and before a number.</summary>
    public int CompareTo(AppVersion? other)
    {
        if (other is null) return 1;
        for (var i = 0; i < Math.Max(_parts.Length, other._parts.Length); i++)
        {
            var order = Compare(_parts.ElementAtOrDefault(i), other._parts.ElementAtOrDefault(i));
            if (order != 0) return order;
        }
        return 0;
    }

    public bool Equals(AppVersion? other) => other is not null && string.Equals(Version, other.Version, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as AppVersion);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Version);

    public override string ToString() => Version;

    public static bool operator ==(AppVersion? first, AppVersion? second) => Equals(first, second);

    public static bool operator !=(AppVersion? first, AppVersion? second) => !Equals(first, second);

    private static int Compare(string? a, string? b)
    {
        var (rankA, numberA) = Rank(a);
        var (rankB, numberB) = Rank(b);
        if (rankA != rankB) return rankA.CompareTo(rankB);
        return rankA == 2 ? numberA.CompareTo(numberB) : string.CompareOrdinal(a, b);
    }

    private static (int Rank, long Number) Rank(string? part) =>
        part is null ? (1, 0) : long.TryParse(part, CultureInfo.InvariantCulture, out var number) ? (2, number) : (0, 0);
}
