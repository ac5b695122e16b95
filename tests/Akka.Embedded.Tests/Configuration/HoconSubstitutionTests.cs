using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Embedded.Tests.Configuration;

public sealed class HoconSubstitutionTests
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Fact]
    public void A_substitution_takes_any_value_of_any_place()
    {
        var config = Parse("""
            port = ${base.port}
            url = "http://"${base.host}":"${port}/x
            copy = ${base} { port = 2 }
            list = [0] ${more}
            base { host = localhost, port = 1 }
            more = [1, 2]
            """);

        Assert.Equal("http://localhost:1/x", config.GetString("url"));
        Assert.Equal("localhost", config.GetString("copy.host"));
        Assert.Equal(2, config.GetInt("copy.port"));
        Assert.Equal(1, config.GetInt("base.port"));
        Assert.Equal([0, 1, 2], config.GetIntList("list"));
    }

    [Fact]
    public void A_substitution_sees_later_layers_and_fallbacks()
    {
        var config = Parse("a = ${x}, y = 2").WithFallback(Parse("x = ${y}, y = 1"));

        Assert.Equal(2, config.GetInt("a"));
    }

    [Fact]
    public void A_key_may_refer_to_what_it_was_before()
    {
        var config = Parse("path = ${path}/bin\nobject = ${object} { c = ${object.b} }")
            .WithFallback(Parse("path = /usr\nobject { b = 1 }"));

        Assert.Equal("/usr/bin", config.GetString("path"));
        Assert.Equal(1, config.GetInt("object.c"));
        Assert.Equal(1, Parse("a { b = 1, c = ${a.b} }").GetInt("a.c"));
        Assert.Equal([1, 2], Parse("a = [1]\na = ${a} [2]").GetIntList("a"));
    }

    [Fact]
    public void An_optional_substitution_that_is_defined_nowhere_leaves_nothing()
    {
        var config = Parse("a = 1, a = ${?none}, b = ${?none}, c = x${?none}y, d = [1, ${?none}], e { f = 1 } ${?none}");

        Assert.Equal(1, config.GetInt("a"));
        Assert.False(config.HasPath("b"));
        Assert.Equal("xy", config.GetString("c"));
        Assert.Equal([1], config.GetIntList("d"));
        Assert.Equal(1, config.GetInt("e.f"));
    }

    [Fact]
    public void The_environment_answers_when_the_configuration_does_not()
    {
        Environment.SetEnvironmentVariable("HOCON_TEST_PORT", "4711");
        var config = Parse("port = 1, port = ${?HOCON_TEST_PORT}, text = ${HOCON_TEST_PORT}b");

        Assert.Equal(4711, config.GetInt("port"));
        Assert.Equal("4711b", config.GetString("text"));
    }

    [Fact]
    public void An_undefined_substitution_is_an_error_only_for_who_reads_it()
    {
        var config = Parse("a = 1\n\n  b = ${not.there}");

        Assert.Equal(1, config.GetInt("a"));
        var error = Assert.Throws<ConfigurationException>(() => config.GetString("b"));
        Assert.Contains("line 3, column 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("${not.there}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}, b = ${a}")]
    [InlineData("a = ${b.c}, b = ${a}")]
    [InlineData("a { b = ${c} }, c = ${a.b}")]
    public void A_circle_of_substitutions_is_an_error(string hocon)
    {
        var config = Parse(hocon);

        Assert.Throws<ConfigurationException>(() => config.GetValue("a").IsObject() ? config.GetString("a.b") : config.GetString("a"));
    }

    [Fact]
    public void Substitutions_that_multiply_or_chain_without_end_are_an_error()
    {
        var laughs = string.Join('\n', Enumerable.Range(1, 40).Select(i => $"a{i} = ${{a{i - 1}}}${{a{i - 1}}}"));
        var chain = string.Join('\n', Enumerable.Range(1, 10_000).Select(i => $"a{i} = ${{a{i - 1}}}"));

        Assert.Throws<ConfigurationException>(() => Parse("a0 = ha\n" + laughs).GetString("a40"));
        Assert.Throws<ConfigurationException>(() => Parse("a0 = ha\n" + chain).GetString("a10000"));
    }

    [Fact]
    public void Includes_are_asked_of_the_callback_and_resolved_where_they_stand()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["node.conf"] = "port = ${base}, host = ${name}, base = 7" };
        var config = ConfigurationFactory.ParseString(
            """name = here, inner { include "node.conf", host2 = ${inner.host} }, include = key""",
            name => new HoconRoot(Parse(texts[name]).Root));

        Assert.Equal("here", config.GetString("inner.host"));
        Assert.Equal("here", config.GetString("inner.host2"));
        Assert.Equal("key", config.GetString("include"));
    }

    [Fact]
    public void Files_include_files_next_to_them()
    {
        var folder = Directory.CreateTempSubdirectory("hocon");
        try
        {
            var main = Path.Combine(folder.FullName, "main.conf");
            Directory.CreateDirectory(Path.Combine(folder.FullName, "parts"));
            File.WriteAllText(main, """include file("parts/a.conf")""");
            File.WriteAllText(Path.Combine(folder.FullName, "parts", "a.conf"), "include \"b.conf\"\ninclude \"absent.conf\"\na = ${b}");
            File.WriteAllText(Path.Combine(folder.FullName, "parts", "b.conf"), "b = 1");
            var config = Parse($"inner {{ include \"{main}\" }}");
            Assert.Equal(1, config.GetInt("inner.a"));

            File.WriteAllText(Path.Combine(folder.FullName, "parts", "b.conf"), "b = 1\n  = 2");
            var error = Assert.Throws<ConfigurationException>(() => Parse($"include \"{main}\""));
            Assert.Contains(Path.Combine("parts", "b.conf") + ", line 2, column 3", error.Message, StringComparison.Ordinal);

            File.WriteAllText(main, $"include \"{main}\"");
            Assert.Contains("include each other",
                Assert.Throws<ConfigurationException>(() => Parse($"include \"{main}\"")).Message,
                StringComparison.Ordinal);
            Assert.Throws<ConfigurationException>(() => Parse("include required(\"/no/such.conf\")"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
