using System.Reflection;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes <see cref="Config"/>s out of HOCON text.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Defaults = new(EmbeddedDefaults);

    public static Config Empty => Config.Empty;

    /// <summary>Includes are read from files: relative to the including file, and here to the current directory.</summary>
    public static Config ParseString(string hocon) => new(HoconParser.Parse(hocon, HoconIncludes.FromFiles));

    /// <summary>Each include is asked of <paramref name="includeCallback"/> by the name that the text gives it.</summary>
    public static Config ParseString(string hocon, Func<string, HoconRoot> includeCallback) =>
        new(HoconParser.Parse(hocon, HoconIncludes.From(includeCallback)));

    /// <summary>What holds for every key that the application leaves out: all reference.conf files of the engine together.</summary>
    public static Config Default() => Defaults.Value;

    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    public static Config FromResource(string resourceName, object instanceInAssembly) =>
        FromResource(resourceName, instanceInAssembly as Assembly ?? instanceInAssembly.GetType().Assembly);

    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"Assembly {assembly.GetName().Name} has no embedded resource '{resourceName}'.");
        using var reader = new StreamReader(stream);
        return new Config(HoconParser.Parse(reader.ReadToEnd(), HoconIncludes.FromFiles, resourceName));
    }

    private static Config EmbeddedDefaults()
    {
        var engine = typeof(ConfigurationFactory).Assembly;
        return engine.GetManifestResourceNames()
            .Where(name => name.EndsWith(".reference.conf", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Aggregate(Config.Empty, (config, name) => config.WithFallback(FromResource(name, engine)));
    }
}
