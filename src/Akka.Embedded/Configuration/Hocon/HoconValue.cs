using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>One value of a configuration, read as the type that its key needs.</summary>
public class HoconValue
{
    private readonly HoconNode _node;
    private readonly string _path;

    internal HoconValue(HoconNode node, string path, HoconNode unresolved = null)
    {
        _node = node;
        _path = path;
        Unresolved = unresolved ?? node;
    }

    public bool IsEmpty => _node is HoconNull or HoconMap { Count: 0 };

    /// <summary>The value before substitution, so that an included text is resolved where it is included.</summary>
    internal HoconNode Unresolved { get; }

    public bool IsString() => _node is HoconText;

    public bool IsArray() => _node is HoconList;

    public bool IsObject() => _node is HoconMap;

    public string GetString() => _node is HoconNull ? null : Text("text");

    public bool GetBoolean() => Text(Boolean) switch
    {
        "true" or "on" or "yes" => true,
        "false" or "off" or "no" => false,
        _ => throw Wrong(Boolean),
    };

    public int GetInt() =>
        int.TryParse(Text(Int), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(Int);

    public long GetLong() =>
        long.TryParse(Text(Long), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(Long);

    public byte GetByte() =>
        byte.TryParse(Text(Byte), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(Byte);

    public float GetFloat() =>
        float.TryParse(Text(Number), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(Number);

    public double GetDouble() =>
        double.TryParse(Text(Number), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(Number);

    public decimal GetDecimal() =>
        decimal.TryParse(Text(Number), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(Number);

    public TimeSpan GetTimeSpan(bool allowInfinite = true) =>
        HoconUnits.TryDuration(Text(Duration), allowInfinite, out var value) ? value
            : throw Wrong(allowInfinite ? Duration + " or 'infinite'" : Duration);

    public long? GetByteSize() => HoconUnits.TrySize(Text(Size), out var value) ? value : throw Wrong(Size);

    public IList<HoconValue> GetArray() => Items(item => item);

    public IList<string> GetStringList() => Items(item => item.GetString());

    public IList<bool> GetBooleanList() => Items(item => item.GetBoolean());

    public IList<int> GetIntList() => Items(item => item.GetInt());

    public IList<long> GetLongList() => Items(item => item.GetLong());

    public IList<byte> GetByteList() => Items(item => item.GetByte());

    public IList<float> GetFloatList() => Items(item => item.GetFloat());

    public IList<double> GetDoubleList() => Items(item => item.GetDouble());

    public IList<decimal> GetDecimalList() => Items(item => item.GetDecimal());

    public Config ToConfig() => _node is HoconMap map ? new Config(map) : throw Wrong("an object");

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent) => HoconRenderer.Render(_node, indent);

    private const string Boolean = "true, false, on, off, yes or no";
    private const string Int = "a whole number of 32 bits";
    private const string Long = "a whole number of 64 bits";
    private const string Byte = "a whole number from 0 to 255";
    private const string Number = "a number";
    private const string Duration = "a duration such as '5 s' or '100 ms'";
    private const string Size = "a size such as '128000b' or '64 KiB'";

    private string Text(string expected) => _node is HoconText text ? text.Value : throw Wrong(expected);

    private List<T> Items<T>(Func<HoconValue, T> read) => _node is HoconList list
        ? list.Items.Select((item, i) => read(new HoconValue(item, $"{_path}[{i}]"))).ToList()
        : throw Wrong("an array");

    private ConfigurationException Wrong(string expected)
    {
        if (_node is HoconBroken broken) return broken.ToException();
        var found = _node is HoconText text ? $"'{text.Value}'" : _node.Kind;
        return new ConfigurationException($"{_path} is {found} ({_node.Origin}), but must be {expected}.");
    }
}
