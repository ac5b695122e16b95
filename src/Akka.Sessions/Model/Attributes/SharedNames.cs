namespace Akka.Sessions.Model;

/// <summary>
/// Sessions of one application have the same attribute names, but each piece read from the wire brings them as new strings. Here they become
/// the same strings, and the same sorted lists of them, mostly: a fixed number of places, where a newer one evicts an older; to be evicted costs
/// memory, nothing else. Safe for any number of threads.
/// </summary>
internal static class SharedNames
{
    private static readonly string?[] Names = new string?[1024];
    private static readonly string[]?[] Lists = new string[]?[1024];

    /// <summary>A list equal to <paramref name="names"/>, which nobody may write to from now on.</summary>
    public static string[] Of(string[] names)
    {
        var hash = default(HashCode);
        foreach (var name in names) hash.Add(name, StringComparer.Ordinal);
        ref var place = ref Lists[(uint)hash.ToHashCode() % (uint)Lists.Length];
        var known = Volatile.Read(ref place);
        if (known is not null && known.AsSpan().SequenceEqual(names)) return known;
        for (var i = 0; i < names.Length; i++) names[i] = Of(names[i]);
        Volatile.Write(ref place, names);
        return names;
    }

    private static string Of(string name)
    {
        ref var place = ref Names[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)Names.Length];
        var known = Volatile.Read(ref place);
        if (string.Equals(known, name, StringComparison.Ordinal)) return known!;
        Volatile.Write(ref place, name);
        return name;
    }
}
