using Akka.Configuration;

namespace Akka.Embedded.Tests.Configuration;

public sealed class HoconValueTests
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Theory]
    [InlineData("true", true)]
    [InlineData("on", true)]
    [InlineData("yes", true)]
    [InlineData("false", false)]
    [InlineData("off", false)]
    [InlineData("no", false)]
    public void Booleans_have_three_spellings(string text, bool expected) =>
        Assert.Equal(expected, Parse($"a = {text}").GetBoolean("a", !expected));

    [Theory]
    [InlineData("150", 150)]
    [InlineData("150 ms", 150)]
    [InlineData("150ms", 150)]
    [InlineData("1.5s", 1500)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1 d", 86_400_000)]
    [InlineData("5000us", 5)]
    [InlineData("7000000 ns", 7)]
    [InlineData("-1 s", -1000)]
    [InlineData("infinite", -1)]
    [InlineData("off", -1)]
    public void Durations_have_units(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Parse($"a = {text}").GetTimeSpan("a"));

    [Theory]
    [InlineData("128000b", 128_000)]
    [InlineData("128000", 128_000)]
    [InlineData("64 KiB", 65_536)]
    [InlineData("64k", 65_536)]
    [InlineData("64 kB", 64_000)]
    [InlineData("1.5 MiB", 1_572_864)]
    [InlineData("2MB", 2_000_000)]
    [InlineData("1 GiB", 1_073_741_824)]
    public void Sizes_have_units(string text, long bytes) => Assert.Equal(bytes, Parse($"a = {text}").GetByteSize("a", null));

    [Fact]
    public void A_missing_key_gives_the_default()
    {
        var config = Config.Empty;

        Assert.Equal(3, config.GetInt("x.y", 3));
        Assert.Equal(TimeSpan.FromSeconds(2), config.GetTimeSpan("x", TimeSpan.FromSeconds(2)));
        Assert.Null(config.GetByteSize("x", null));
        Assert.Null(config.GetConfig("x"));
        Assert.Empty(config.GetStringList("x"));
        Assert.Equal(["d"], config.GetStringList("x", ["d"]));
    }

    public static TheoryData<string, Action<Config>> WrongKinds => new()
    {
        { "abc", c => c.GetInt("a.b") },
        { "99999999999", c => c.GetInt("a.b") },
        { "1.5", c => c.GetLong("a.b") },
        { "maybe", c => c.GetBoolean("a.b") },
        { "5 parsecs", c => c.GetTimeSpan("a.b") },
        { "infinite", c => c.GetTimeSpan("a.b", allowInfinite: false) },
        { "9999999999999 d", c => c.GetTimeSpan("a.b") },
        { "5 XB", c => c.GetByteSize("a.b", null) },
        { "-5b", c => c.GetByteSize("a.b", null) },
        { "17000000 EiB", c => c.GetByteSize("a.b", null) },
        { "x", c => c.GetDouble("a.b") },
        { "x", c => c.GetStringList("a.b") },
        { "[x]", c => c.GetIntList("a.b") },
        { "[x]", c => c.GetString("a.b") },
        { "{ c = 1 }", c => c.GetString("a.b") },
        { "x", c => c.GetConfig("a.b") },
    };

    [Theory]
    [MemberData(nameof(WrongKinds))]
    public void A_value_of_the_wrong_kind_is_an_error_with_path_and_place(string value, Action<Config> read)
    {
        var error = Assert.Throws<ConfigurationException>(() => read(Parse($"# first line\na.b = {value}")));

        Assert.Contains("a.b", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("must be", error.Message, StringComparison.Ordinal);
        if (!value.StartsWith('[') && !value.StartsWith('{')) Assert.Contains($"'{value}'", error.Message, StringComparison.Ordinal);
    }
}
