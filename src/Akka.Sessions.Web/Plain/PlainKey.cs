using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Akka.Sessions.Web.Plain;

/// <summary>
/// The key that <c>UseSession()</c> keeps in its cookie. It outlives the session, whose id never comes back once it has ended; so a key
/// names several ids, one life after another, and every member works out the same ones.
/// </summary>
internal readonly record struct PlainKey(string Value)
{
    /// <summary>Ends of one key that may be remembered at the same time.</summary>
    public const int Lives = 4;

    private const int IdBytes = 24;

    /// <summary>Never the key: whoever has it can work out the ids.</summary>
    public override string ToString() => IdOf(0).ToString();

    public SessionId IdOf(int life)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{life}/{Value}"), hash);
        return new(Base64Url.EncodeToString(hash[..IdBytes]));
    }
}
