namespace Akka.Configuration.Hocon;

/// <summary>A whole HOCON text, parsed: what an include callback answers with.</summary>
public class HoconRoot
{
    public HoconRoot(HoconValue value) => Value = value;

    public HoconValue Value { get; }

    internal HoconMap Map =>
        Value.Unresolved as HoconMap
            ?? throw new ConfigurationException($"A configuration must be an object at its root, but this is {Value.Unresolved.Kind}.");
}
