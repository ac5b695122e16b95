using Akka.Sessions.Wire;

namespace Akka.Sessions.Simulation.Hostile;

/// <summary>What a member sends that has turned against the others: lies, or no message at all.</summary>
internal sealed class HostileMember(Random random, Lies lies)
{
    private static readonly KeyValuePair<Type, string>[] Types = [.. Manifests.All.OrderBy(entry => entry.Value, StringComparer.Ordinal)];

    private static readonly byte[] TooMuch = new byte[300_000];

    /// <summary>A manifest and bytes, as they would come from the wire; one in two is damaged. The types take turns.</summary>
    public (string Manifest, byte[] Bytes) Message(int number)
    {
        var (type, manifest) = Types[number % Types.Length];
        if (random.Next(50) == 0) manifest = random.Next(10) == 0 ? "zz" : Types[random.Next(Types.Length)].Value;
        var bytes = MessageCodec.Write(lies.Tell(type));
        return (manifest, random.Next(2) == 0 ? bytes : Damage(bytes));
    }

    private byte[] Damage(byte[] bytes)
    {
        var damaged = new List<byte>(bytes);
        for (var times = random.Next(1, 4); times > 0; times--) Damage(damaged, bytes);
        return [.. damaged];
    }

    private void Damage(List<byte> damaged, byte[] bytes)
    {
        var at = random.Next(damaged.Count + 1);
        switch (random.Next(5))
        {
            case 0 when at < damaged.Count:
                damaged[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                damaged.RemoveRange(at, damaged.Count - at);
                break;
            case 2:
                damaged.AddRange(random.Next(200) == 0 ? TooMuch : bytes.AsSpan(0, at % (bytes.Length + 1)));
                break;
            case 3:
                damaged.InsertRange(at, bytes.AsSpan(random.Next(bytes.Length + 1)));
                break;
            default:
                // A length, or a number, beyond everything.
                damaged.InsertRange(at, [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]);
                break;
        }
    }
}
