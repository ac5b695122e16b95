using Akka.Sessions.Messages;

namespace Akka.Sessions.Wire;

/// <summary>Every message between managers, to bytes and back. Manifests are listed in <see cref="Manifests"/>.</summary>
internal static class MessageCodec
{
    public static string ManifestOf(ISessionMessage message) => throw new NotImplementedException();

    public static byte[] Write(ISessionMessage message) => throw new NotImplementedException();

    /// <exception cref="WireFormatException">Unknown manifest, malformed bytes, or over a limit.</exception>
    public static ISessionMessage Read(string manifest, ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();
}
