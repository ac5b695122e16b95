namespace Akka.Sessions.Wire;

/// <summary>
/// One string for one attribute name, mostly: sessions of one application have the same names, and a name read from the wire is a new string
/// each time. A fixed number of places, where a newer name evicts an older one; being evicted costs memory, nothing else.
/// </summary>
internal static class AttributeNames
{
    private static readonly string?[] Places = new string?[1024];

    public static string Shared(string name)
    {
        ref var place = ref Places[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)Places.Length];
        var known = Volatile.Read(ref place);
        if (string.Equals(known, name, StringComparison.Ordinal)) return known!;
        Volatile.Write(ref place, name);
        return name;
    }
}
