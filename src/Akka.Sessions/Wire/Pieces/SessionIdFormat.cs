using System.Buffers;
using System.Buffers.Text;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>
/// Session ids as bytes: an id is base64url, so what it stands for is a quarter shorter. Text that decodes but would not come back the same
/// (spare bits set, as only a forger would) travels as it is.
/// </summary>
internal static class SessionIdFormat
{
    private const int MaxBytes = SessionId.MaxLength * 3 / 4;

    /// <summary>Either the bytes or the text is empty.</summary>
    public static (ByteString Bytes, string Text) Write(SessionId id)
    {
        var bytes = new byte[MaxBytes];
        var status = Base64Url.DecodeFromChars(id.Value, bytes, out _, out var length);
        return status == OperationStatus.Done && IsCanonical(bytes.AsSpan(0, length), id.Value)
            ? (UnsafeByteOperations.UnsafeWrap(bytes.AsMemory(0, length)), "")
            : (ByteString.Empty, id.Value);
    }

    public static SessionId Read(ByteString bytes, string text, string route = "")
    {
        if (bytes.Length > MaxBytes) throw new WireFormatException($"A session id of {bytes.Length} bytes; at most {MaxBytes}.");
        return Read(bytes.IsEmpty ? text : Base64Url.EncodeToString(bytes.Span), route);
    }

    public static SessionId Read(string value, string route = "")
    {
        var isId = SessionId.TryParse(route.Length == 0 ? value : $"{value}.{route}", out var id);
        if (!isId || id.Value.Length != value.Length) throw new WireFormatException($"A session id of {value.Length} characters that is none.");
        return id;
    }

    private static bool IsCanonical(ReadOnlySpan<byte> bytes, string text)
    {
        Span<char> again = stackalloc char[SessionId.MaxLength];
        return Base64Url.TryEncodeToChars(bytes, again, out var length) && again[..length].SequenceEqual(text);
    }
}
