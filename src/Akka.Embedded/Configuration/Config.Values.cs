namespace Akka.Configuration;

/// <summary>Typed reads. A missing key gives the default; a value of the wrong kind is an error that names path and value.</summary>
public partial class Config
{
    public virtual string GetString(string path, string @default = null) => Find(path)?.GetString() ?? @default;

    public virtual bool GetBoolean(string path, bool @default = false) => Find(path)?.GetBoolean() ?? @default;

    public virtual int GetInt(string path, int @default = 0) => Find(path)?.GetInt() ?? @default;

    public virtual long GetLong(string path, long @default = 0) => Find(path)?.GetLong() ?? @default;

    public virtual float GetFloat(string path, float @default = 0) => Find(path)?.GetFloat() ?? @default;

    public virtual double GetDouble(string path, double @default = 0) => Find(path)?.GetDouble() ?? @default;

    public virtual decimal GetDecimal(string path, decimal @default = 0) => Find(path)?.GetDecimal() ?? @default;

    /// <summary>A number without unit is milliseconds; <c>infinite</c> and <c>off</c> are <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path)?.GetTimeSpan(allowInfinite) ?? @default ?? TimeSpan.Zero;

    public virtual long? GetByteSize(string path) => Find(path)?.GetByteSize();

    public virtual long? GetByteSize(string path, long? def = null) => Find(path)?.GetByteSize() ?? def;

    public virtual IList<string> GetStringList(string path) => Find(path)?.GetStringList() ?? [];

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => Find(path)?.GetStringList() ?? [.. defaultPaths];

    public virtual IList<bool> GetBooleanList(string path) => Find(path)?.GetBooleanList() ?? [];

    public virtual IList<byte> GetByteList(string path) => Find(path)?.GetByteList() ?? [];

    public virtual IList<int> GetIntList(string path) => Find(path)?.GetIntList() ?? [];

    public virtual IList<long> GetLongList(string path) => Find(path)?.GetLongList() ?? [];

    public virtual IList<float> GetFloatList(string path) => Find(path)?.GetFloatList() ?? [];

    public virtual IList<double> GetDoubleList(string path) => Find(path)?.GetDoubleList() ?? [];

    public virtual IList<decimal> GetDecimalList(string path) => Find(path)?.GetDecimalList() ?? [];
}
