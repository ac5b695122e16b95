using System.Security.Cryptography;

namespace Akka.Actor;

/// <summary>Uids of actors: from a random start in steps that reach every value before one comes back.</summary>
internal sealed class Uids
{
    // Odd, so that it walks through all 2^32 values; large, so that neighbours look nothing alike.
    private const int Step = unchecked((int)0x9E3779B1);

    private int _last = RandomNumberGenerator.GetInt32(int.MaxValue);

    public int Next()
    {
        int uid;
        do uid = Interlocked.Add(ref _last, Step) & int.MaxValue;
        while (uid == 0);
        return uid;
    }
}
