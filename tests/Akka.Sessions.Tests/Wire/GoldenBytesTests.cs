using Akka.Sessions.Messages;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Tests.Wire;

/// <summary>
/// The bytes of every message and piece, as they are on the wire of version 1. A test that fails here means that two releases no longer
/// understand each other: change the protocol version, not the bytes.
/// </summary>
public sealed class GoldenBytesTests
{
    public static TheoryData<string> MessageManifests => [.. Manifests.All.Values];

    public static TheoryData<string> PieceKinds => [.. Samples.Pieces.Keys];

    [Fact]
    public void There_is_a_sample_of_every_message() =>
        Assert.Equal(Manifests.All.Keys.OrderBy(t => t.Name), Samples.Messages.Select(m => m.GetType()).OrderBy(t => t.Name));

    [Fact]
    public void Every_message_has_a_manifest_of_two_letters_of_its_own()
    {
        var messages = typeof(ISessionMessage).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(ISessionMessage)));

        Assert.Equal(messages.OrderBy(t => t.Name), Manifests.All.Keys.OrderBy(t => t.Name));
        Assert.All(Manifests.All.Values, m => Assert.Equal(2, m.Length));
        Assert.Equal(Manifests.All.Count, Manifests.All.Values.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(MessageManifests))]
    public void A_message_keeps_its_bytes(string manifest)
    {
        var message = Samples.Messages.Single(m => string.Equals(MessageCodec.ManifestOf(m), manifest, StringComparison.Ordinal));
        var bytes = MessageCodec.Write(message);

        Assert.Equal(Golden.Bytes[manifest], Convert.ToHexStringLower(bytes));
        Assert.Equal(bytes, MessageCodec.Write(MessageCodec.Read(manifest, bytes)));
    }

    [Theory]
    [MemberData(nameof(PieceKinds))]
    public void A_piece_keeps_its_bytes(string kind)
    {
        var bytes = PieceCodec.Write(Samples.Pieces[kind], author: 12);

        Assert.Equal(Golden.Bytes[kind], Convert.ToHexStringLower(bytes));
        Assert.Equal(Samples.Pieces[kind], Assert.Single(PieceCodec.Read(bytes, author: 12)));
    }
}
