using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Values;

/// <summary>Values as JSON in UTF-8, by the application's options; source-generated contexts are in their chain of resolvers.</summary>
internal sealed class JsonValueSerializer : ISessionValueSerializer
{
    private readonly JsonSerializerOptions _json;

    public JsonValueSerializer(IOptions<AkkaSessionsOptions> options)
    {
        _json = options.Value.Json;
        // By reflection only where the application named no resolver of its own.
        _json.MakeReadOnly(populateMissingResolver: true);
    }

    public byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Contract<T>());

    public T? Deserialize<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, Contract<T>());

    // What is wrong with a type may be told in full: no value is involved yet.
    private JsonTypeInfo<T> Contract<T>()
    {
        try
        {
            return (JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            throw new SessionValueException(
                $"{typeof(T)} has no contract in AkkaSessionsOptions.Json; with source generation its context belongs into " +
                $"Json.TypeInfoResolverChain. {e.Message}",
                typeof(T));
        }
    }
}
