using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Akka.Sessions.Web.Values;

/// <summary>How one typed value is written and read; failures name the attribute and the type and quote nothing.</summary>
internal abstract class ValueFormat<T>
{
    public static ValueFormat<T> Of(ISessionValueSerializer serializer) => new BySerializer(serializer);

    public static ValueFormat<T> Of(JsonTypeInfo<T> contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new ByContract(contract);
    }

    public byte[] Write(string name, T value)
    {
        try
        {
            return Write(value);
        }
        catch (Exception e) when (e is not SessionValueException)
        {
            throw new SessionValueException(
                $"Attribute '{name}' cannot be stored: writing {typeof(T)} failed with {Kind(e)}.", name, typeof(T));
        }
    }

    public T? Read(string name, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (Exception e) when (e is not SessionValueException)
        {
            throw new SessionValueException($"Attribute '{name}' cannot be read as {typeof(T)}: {Kind(e)}.", name, typeof(T));
        }
    }

    protected abstract byte[] Write(T value);

    protected abstract T? Read(ReadOnlySpan<byte> bytes);

    // Not the message: it may quote a key of a dictionary, and that of a converter may quote anything.
    private static string Kind(Exception e) => e is JsonException { LineNumber: { } line, BytePositionInLine: { } at }
        ? $"{e.GetType().Name} at byte {at} of line {line + 1}"
        : e.GetType().Name;

    private sealed class BySerializer(ISessionValueSerializer serializer) : ValueFormat<T>
    {
        protected override byte[] Write(T value) => serializer.Serialize(value);

        protected override T? Read(ReadOnlySpan<byte> bytes) => serializer.Deserialize<T>(bytes);
    }

    private sealed class ByContract(JsonTypeInfo<T> contract) : ValueFormat<T>
    {
        protected override byte[] Write(T value) => JsonSerializer.SerializeToUtf8Bytes(value, contract);

        protected override T? Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, contract);
    }
}
