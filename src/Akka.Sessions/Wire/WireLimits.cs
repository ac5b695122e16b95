namespace Akka.Sessions.Wire;

/// <summary>
/// What a received message may hold. Fixed, and above every configurable limit, so that two nodes that are configured differently still
/// understand each other; they bound what a broken or hostile message can cost.
/// </summary>
internal static class WireLimits
{
    /// <summary>A message above this many bytes travels in fragments: a frame is 128,000 bytes, envelope included.</summary>
    public const int UnfragmentedBytes = 100_000;

    /// <summary>Bytes in a fragment.</summary>
    public const int FragmentBytes = 64 * 1024;

    /// <summary>Fragments of a message: 16 MiB in all.</summary>
    public const int Fragments = 256;

    public const int Attributes = 10_000;
    public const int Moves = 64;
    public const int NameLength = 1024;
    public const int ValueBytes = 8 * 1024 * 1024;
    public const int PrincipalLength = 1024;
    public const int Accesses = 10_000;
    public const int AddressLength = 512;
    public const int ContextNameLength = 256;
    public const int ReasonLength = 1024;
    public const int Settings = 64;
    public const int SettingKeyLength = 64;
    public const int SettingValueLength = 256;
    public const int Streams = 4096;
    public const int Shares = 256;
    public const int SessionsPerRound = 1000;
    public const int LeasesPerReport = 1000;

    /// <summary>Sessions in the buckets of one message: 4 MiB, so that buckets of any size there may be can be told.</summary>
    public const int DigestEntries = 256 * 1024;

    /// <summary>Hashes of ids in one message.</summary>
    public const int DigestHashes = 10_000;

    public static void Count(int count, int max, string what)
    {
        if (count > max) throw new WireFormatException($"{count} {what}; at most {max}.");
    }

    public static string Text(string text, int max, string what) =>
        text.Length <= max ? text : throw new WireFormatException($"A {what} of {text.Length} characters; at most {max}.");

    public static long Number(long number, long min, string what) =>
        number >= min ? number : throw new WireFormatException($"A {what} of {number}; at least {min}.");

    public static int Number(int number, int min, int max, string what) =>
        number >= min && number <= max ? number : throw new WireFormatException($"A {what} of {number}; from {min} to {max}.");
}
