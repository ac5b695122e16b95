namespace Akka.Sessions.Model;

/// <summary>Hashes that are the same in every process on every platform, which <see cref="string.GetHashCode()"/> is not.</summary>
internal static class StableHash
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(SessionId id) => Of(id.Value);

    public static ulong Of(string text)
    {
        var hash = (ulong)text.Length * Prime;
        for (var at = 0; at < text.Length; at += 4) hash = hash.Then(Word(text, at));
        return hash;
    }

    /// <summary>The hash of what was hashed so far, followed by one value more.</summary>
    public static ulong Then(this ulong hash, ulong value) => Mix(hash ^ value);

    /// <summary>Multiply, fold, multiply, fold: every bit of the input reaches every bit of the output.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * Prime;
        value = (value ^ (value >> 29)) * 0xD6E8_FEB8_6659_FD93;
        return value ^ (value >> 32);
    }

    // Four characters, whatever order the machine keeps their bytes in.
    private static ulong Word(string text, int at)
    {
        ulong word = text[at];
        if (at + 1 < text.Length) word |= (ulong)text[at + 1] << 16;
        if (at + 2 < text.Length) word |= (ulong)text[at + 2] << 32;
        if (at + 3 < text.Length) word |= (ulong)text[at + 3] << 48;
        return word;
    }
}
