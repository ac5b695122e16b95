using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>
/// Keys and values in layers: what this layer does not say, <see cref="Fallback"/> does. Immutable, safe to share.
/// Substitutions are resolved over all layers together, once, when the first value is read.
/// </summary>
public partial class Config
{
#pragma warning disable CA2211, MA0069 // Akka.NET has a field here.
    public static Config Empty = new();
#pragma warning restore CA2211, MA0069

    private readonly HoconMap _own;
    private HoconMap _resolved;

    public Config() : this(new HoconMap(default), null) { }

    public Config(HoconRoot root) : this(root.Map, null) { }

    public Config(Config source, Config fallback)
        : this(source._own, source.Fallback is null ? fallback : source.Fallback.WithFallback(fallback)) { }

    internal Config(HoconMap own) : this(own, null) { }

    private Config(HoconMap own, Config fallback)
    {
        _own = own;
        Fallback = fallback;
    }

    public Config Fallback { get; }

    public virtual bool IsEmpty => _own.Count == 0 && (Fallback is null || Fallback.IsEmpty);

    /// <summary>All layers as one value.</summary>
    public virtual HoconValue Root => new(Resolved, "", Compose());

    // Two threads may both resolve; they get equal trees, and one stays.
    private HoconMap Resolved => _resolved ??= new HoconResolver(Compose()).Resolve();

    public virtual Config WithFallback(Config fallback) =>
        fallback is null || ReferenceEquals(fallback, this) || fallback.IsEmpty ? this : IsEmpty ? fallback : new Config(this, fallback);

    protected Config Copy(Config fallback = null) => new(this, fallback);

    public virtual bool HasPath(string path) => Find(path) is not null;

    public HoconValue GetValue(string path) => Find(path);

    /// <summary>The part below <paramref name="path"/>; null when there is none, as in Akka.NET.</summary>
    public virtual Config GetConfig(string path) => Find(path)?.ToConfig();

    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() =>
        Resolved.Select(field => KeyValuePair.Create(field.Key, new HoconValue(field.Value, HoconPath.Render([field.Key]))));

    /// <summary>This layer as HOCON text.</summary>
    public override string ToString() => ToString(includeFallback: false);

    public string ToString(bool includeFallback) => HoconRenderer.Render(includeFallback ? Resolved : new HoconResolver(_own).Resolve());

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

#pragma warning disable CA2225 // Akka.NET has no named twin of these operators.
    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);
#pragma warning restore CA2225

    private HoconMap Compose()
    {
        if (Fallback is null) return _own;
        var layers = new Stack<HoconMap>();
        for (var layer = this; layer is not null; layer = layer.Fallback) layers.Push(layer._own);
        var all = layers.Pop().Copy();
        while (layers.TryPop(out var upper)) all.MergeIn(upper.Copy());
        return all;
    }

    private HoconValue Find(string path) =>
        HoconPath.Find(Resolved, path) is { } node and not HoconNull ? new HoconValue(node, path) : null;
}
