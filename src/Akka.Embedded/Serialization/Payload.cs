namespace Akka.Serialization;

/// <summary>A message as bytes, with what it takes to read them. An empty manifest means that the serializer needs none.</summary>
internal readonly record struct Payload(int SerializerId, string Manifest, byte[] Bytes);

/// <summary>
/// A message with its bytes. Told to any number of remote refs it is serialised once; the receivers get <see cref="Message"/>.
/// For messages of the engine to remote refs only: a local actor would see the wrapper.
/// </summary>
internal sealed record SerializedMessage(object Message, Payload Payload);
