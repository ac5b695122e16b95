using System.Collections.Concurrent;

namespace Akka.Serialization;

/// <summary>Which serializer is bound to which type. A type has the serializer of the most specific type that it is one of.</summary>
internal sealed class SerializerBindings
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Type, Serializer> _found = new();
    private (Type Type, Serializer Serializer)[] _bindings = [];

    public void Bind(Type type, Serializer serializer)
    {
        lock (_lock)
        {
            var bindings = _bindings.Where(b => b.Type != type).ToList();
            // Subtypes stand before their supertypes, so that the first binding that fits is the most specific one.
            var at = bindings.FindIndex(b => b.Type.IsAssignableFrom(type));
            bindings.Insert(at < 0 ? bindings.Count : at, (type, serializer));
            _bindings = [.. bindings];
            _found.Clear();
        }
    }

    /// <summary>The serializer for messages of <paramref name="type"/>, or null.</summary>
    public Serializer Find(Type type)
    {
        if (_found.TryGetValue(type, out var serializer)) return serializer;
        lock (_lock)
        {
            serializer = Array.Find(_bindings, binding => binding.Type.IsAssignableFrom(type)).Serializer;
            if (serializer is not null) _found[type] = serializer;
            return serializer;
        }
    }
}
