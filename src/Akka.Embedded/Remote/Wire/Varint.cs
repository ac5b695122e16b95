namespace Akka.Remote.Wire;

/// <summary>Unsigned numbers, seven bits to a byte, the lowest first.</summary>
internal static class Varint
{
    public const int MaxLength = 5;

    public static int Write(Span<byte> to, uint value)
    {
        var at = 0;
        while (value >= 0x80)
        {
            to[at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        to[at++] = (byte)value;
        return at;
    }

    public static uint Read(ref ReadOnlySpan<byte> from)
    {
        uint value = 0;
        for (var at = 0; at < MaxLength && at < from.Length; at++)
        {
            value |= (uint)(from[at] & 0x7F) << (7 * at);
            if (from[at] >= 0x80) continue;
            from = from[(at + 1)..];
            return value;
        }
        throw new WireException("it sent a number that does not end");
    }
}
