using System.Buffers.Text;
using System.Security.Cryptography;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Tests.Replication;

/// <summary>Ids whose share is known, and ids that spread over all shares; the same for the same number.</summary>
internal static class ShareIds
{
    /// <summary>Of that share; a higher number comes later in its order.</summary>
    public static SessionId In(int share, int shareCount, int number)
    {
        var letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".First(c => TransferShare.ShareOf(new($"AA{c}"), shareCount) == share);
        return new($"AA{letter}-session-{number:D12}");
    }

    public static SessionId Spread(int number) => new(Base64Url.EncodeToString(SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, 16)));
}
