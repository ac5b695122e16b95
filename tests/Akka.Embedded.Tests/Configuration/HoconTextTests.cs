using Akka.Configuration;

namespace Akka.Embedded.Tests.Configuration;

public sealed class HoconTextTests
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Theory]
    [InlineData("a = 1")]
    [InlineData("a : 1")]
    [InlineData("{ a = 1 }")]
    [InlineData("{ a = 1, }")]
    [InlineData("\uFEFF  a=1")]
    [InlineData("a = 1 # why")]
    [InlineData("// why\na\n=\n1 // why")]
    [InlineData("\"a\" = \"1\"")]
    [InlineData("a = \"\"\"1\"\"\"")]
    [InlineData("a = 0, a = 1")]
    public void One_field_can_be_written_in_many_ways(string hocon) => Assert.Equal(1, Parse(hocon).GetInt("a"));

    [Fact]
    public void Objects_nest_by_braces_or_by_dots_and_merge()
    {
        var config = Parse("""
            akka.remote { tcp.port = 1 }
            akka { remote.tcp { hostname = localhost }, loglevel = INFO }
            akka
            {
              remote : { tcp : { port : 2 } }
            }
            """);

        Assert.Equal(2, config.GetInt("akka.remote.tcp.port"));
        Assert.Equal("localhost", config.GetString("akka.remote.tcp.hostname"));
        Assert.Equal("INFO", config.GetString("akka.loglevel"));
    }

    [Theory]
    [InlineData("a = plain text with spaces   # comment", "plain text with spaces")]
    [InlineData("a = one\"two\" three", "onetwo three")]
    [InlineData("a = \"tab\\t quote\\\" slash\\\\ e\\u0301\"", "tab\t quote\" slash\\ e\u0301")]
    [InlineData("a = \"\"\"C:\\dir\\ \"quoted\" \"\"\"", "C:\\dir\\ \"quoted\" ")]
    [InlineData("a = \"\"\"two\nlines\"\"\"\"", "two\nlines\"")]
    [InlineData("a = \"\"", "")]
    [InlineData("a = 1.5.6", "1.5.6")]
    [InlineData("a = http//no-comment", "http")]
    [InlineData("a = a+b", "a+b")]
    public void Text_is_quoted_unquoted_triple_quoted_or_a_mix(string hocon, string expected) =>
        Assert.Equal(expected, Parse(hocon).GetString("a"));

    [Fact]
    public void A_key_with_dots_or_slashes_stands_in_quotes_in_the_text_and_in_the_path()
    {
        var config = Parse("""deployment { "/a.b/*" { n = 1 }, /plain/path { n = 2 }, a key = 3 }""");

        Assert.Equal(1, config.GetInt("deployment.\"/a.b/*\".n"));
        Assert.Equal(2, config.GetInt("deployment./plain/path.n"));
        Assert.Equal(3, config.GetInt("deployment.a key"));
    }

    [Fact]
    public void Arrays_hold_anything_and_are_joined_side_by_side()
    {
        var config = Parse("""
            a = [1, 2
                 3 # and
                 4,]
            b = [a] [b, c]
            c = [ { n = 1 }, { n = 2 } ]
            d = []
            """);

        Assert.Equal([1, 2, 3, 4], config.GetIntList("a"));
        Assert.Equal(["a", "b", "c"], config.GetStringList("b"));
        Assert.Equal([1, 2], config.GetValue("c").GetArray().Select(v => v.ToConfig().GetInt("n")));
        Assert.Empty(config.GetStringList("d"));
    }

    [Fact]
    public void Plus_equals_appends_across_layers_too()
    {
        var config = Parse("roles += web\nroles += extra").WithFallback(Parse("roles = [seed]"));

        Assert.Equal(["seed", "web", "extra"], config.GetStringList("roles"));
        Assert.Equal(["web"], Parse("a { roles += web }").GetStringList("a.roles"));
    }

    [Fact]
    public void Null_takes_a_value_away()
    {
        var config = Parse("a = null, b { c = 1 }, b = null").WithFallback(Parse("a = 1"));

        Assert.False(config.HasPath("a"));
        Assert.False(config.HasPath("b.c"));
        Assert.Equal(7, config.GetInt("a", 7));
        Assert.Null(config.GetString("a"));
    }

    [Fact]
    public void A_later_value_of_another_kind_hides_an_object()
    {
        var config = Parse("a { b = 1 }\na = 5\na { c = 2 }");

        Assert.False(config.HasPath("a.b"));
        Assert.Equal(2, config.GetInt("a.c"));
    }

    [Fact]
    public void What_is_rendered_reads_back_to_the_same()
    {
        var config = Parse("""a { b = "x # y", "c.d" = [1, {e = "\u0001\""}, "null"], f = null, g {} }""");
        var again = Parse(config.ToString());

        Assert.Equal(config.ToString(), again.ToString());
        Assert.Equal("x # y", again.GetString("a.b"));
        Assert.Equal("\u0001\"", again.GetValue("a.\"c.d\"").GetArray()[1].ToConfig().GetString("e"));
        Assert.Equal("null", again.GetValue("a.\"c.d\"").GetArray()[2].GetString());
    }
}
