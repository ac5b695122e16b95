using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>The extensions of one system; each is made once, on first use, whoever asks first.</summary>
internal sealed class ExtensionTable(ActorSystemImpl system)
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    public object Register(IExtensionId id) => _extensions.GetOrAdd(id.ExtensionType, static (_, at) =>
        new Lazy<object>(() => at.id.CreateExtension(at.system) ?? throw new InvalidOperationException($"{at.id.GetType()} made no extension.")), (id, system)).Value;

    public bool TryGet(Type type, out object extension)
    {
        extension = _extensions.TryGetValue(type, out var made) ? made.Value : null;
        return extension is not null;
    }

    /// <summary>Loads what <c>akka.extensions</c> lists: types that are an <see cref="IExtensionId"/>, Akka.NET's own by name.</summary>
    public void Load(IEnumerable<string> typeNames)
    {
        foreach (var name in typeNames)
        {
            var type = TypeOf(name) ?? throw new Configuration.ConfigurationException($"akka.extensions: the type \"{name}\" cannot be loaded.");
            if (!typeof(IExtensionId).IsAssignableFrom(type))
                throw new Configuration.ConfigurationException($"akka.extensions: {type} is not an IExtensionId.");
            Register((IExtensionId)Activator.CreateInstance(type));
        }
    }

    // "Akka.Cluster.Tools.X, Akka.Cluster.Tools" names a type that is here, in another assembly than Akka.NET's.
    private static Type TypeOf(string name) => Type.GetType(name) ?? typeof(ExtensionTable).Assembly.GetType(name.Split(',')[0].Trim());
}
