namespace Akka.Sessions.Web;

/// <summary>
/// Turns typed values of sessions into bytes and back, one attribute at a time, so that one bad value harms only itself. The default is
/// System.Text.Json with <see cref="AkkaSessionsOptions.Json"/>; another is registered as a singleton service of this type. Called by any
/// number of threads at once.
/// </summary>
/// <remarks>
/// Both ends of a rolling update read what the other wrote, so the format has to stand values of an older and a newer release of the
/// application. Nothing in the bytes should name a type to be made: who can write a session would choose it. What is thrown is not passed
/// on, since it may quote the value: a <see cref="SessionValueException"/> names the attribute and the type in its place.
/// </remarks>
public interface ISessionValueSerializer
{
    /// <summary>The bytes of a value. The same content gives the same bytes, or a value that was only read is written.</summary>
    byte[] Serialize<T>(T value);

    /// <summary>The value of some bytes; <see langword="null"/> counts as no value.</summary>
    T? Deserialize<T>(ReadOnlySpan<byte> bytes);
}
