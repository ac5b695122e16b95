using System.Text;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Gives the same string for the same UTF-8 bytes as long as it remembers them, which saves the decoding. It remembers a fixed number; a
/// clash only costs a decoding. Safe for use by any number of threads.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 256;
    private readonly Entry?[] _entries = new Entry?[Slots];

    internal string Get(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var slot = ref _entries[(uint)hash.ToHashCode() % Slots];
        if (slot is { } known && utf8.SequenceEqual(known.Utf8)) return known.Text;
        var entry = new Entry(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        slot = entry;
        return entry.Text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
