using System.Buffers.Binary;
using System.Text;
using Akka.Sessions.Model;

namespace Akka.Sessions.Placement;

/// <summary>
/// Names members for a session without keeping a map: each member draws a score for the id, the highest scores are chosen. The same in every
/// process on every platform. When a member goes, only its own sessions go to others; when one comes, it takes only what it now wins.
/// </summary>
internal static class RendezvousHash
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The member with the highest score; <see langword="null"/> of no members.</summary>
    public static MemberId? Choose(SessionId id, IEnumerable<MemberId> members)
    {
        var session = Hash(id.Value);
        MemberId? best = null;
        var highest = 0UL;
        foreach (var member in members)
        {
            var score = Score(session, member);
            if (best is not null && (score < highest || (score == highest && member.CompareTo(best.Value) > 0))) continue;
            (best, highest) = (member, score);
        }

        return best;
    }

    private static ulong Score(ulong session, MemberId member) =>
        StableHash.Mix(session ^ StableHash.Mix(Hash(member.Address) + ((uint)member.Incarnation * Prime)));

    // Not string.GetHashCode: that differs from process to process.
    private static ulong Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = (ulong)bytes.Length * Prime;
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        for (var at = 0; at < bytes.Length; at += sizeof(ulong))
        {
            word.Clear();
            bytes.AsSpan(at, Math.Min(sizeof(ulong), bytes.Length - at)).CopyTo(word);
            hash = StableHash.Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(word));
        }

        return hash;
    }
}
