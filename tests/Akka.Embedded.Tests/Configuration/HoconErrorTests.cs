using System.Text;
using Akka.Configuration;

namespace Akka.Embedded.Tests.Configuration;

public sealed class HoconErrorTests
{
    [Theory]
    [InlineData("a = 1\nb = }", 2, 5, "'}'", "a value")]
    [InlineData("a = 1\nb", 2, 2, "the end of the text", "'=', ':', '+=' or '{'")]
    [InlineData("a {\n b = 1", 2, 7, "the end of the text", "'}'")]
    [InlineData("a = 1 }", 1, 7, "'}'", "the end of the text")]
    [InlineData("a = [1, 2", 1, 10, "the end of the text", "']'")]
    [InlineData("a = [1, 2}", 1, 10, "'}'", "comma")]
    [InlineData("a = b = c", 1, 7, "'='", "newline")]
    [InlineData("a = b : c", 1, 7, "':'", "newline")]
    [InlineData("= 1", 1, 1, "'='", "a key")]
    [InlineData("a..b = 1", 1, 3, "'.'", "a key")]
    [InlineData("a, b", 1, 2, "','", "'='")]
    [InlineData("a = 1,, b = 2", 1, 7, "','", "a key")]
    [InlineData("a = @x", 1, 5, "'@'", "a value")]
    [InlineData("a = $x", 1, 5, "'$'", "'${'")]
    [InlineData("a = ${x", 1, 8, "the end of the text", "'}'")]
    [InlineData("a = \"\\q\"", 1, 7, "'q'", "backslash")]
    [InlineData("a = \"\\u12x4\"", 1, 10, "'x'", "hexadecimal")]
    [InlineData("include file(\"x\"", 1, 17, "the end of the text", "')'")]
    public void A_syntax_error_says_where_what_was_found_and_what_was_expected(
        string hocon, int line, int column, string found, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

        Assert.StartsWith($"line {line}, column {column}: found {found} where ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message[error.Message.IndexOf("where", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = \"open\nb = 1", "line 1, column 5: this quoted text is not closed")]
    [InlineData("a = \"\"\"open", "line 1, column 5: this text is not closed")]
    [InlineData("a = { b = 1 } text", "line 1, column 5: an object and text stand side by side")]
    [InlineData("a = [1] { b = 1 }", "line 1, column 5: an array and an object stand side by side")]
    public void Other_errors_point_at_their_start(string hocon, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("{", "a")]
    [InlineData("[", "a = ")]
    [InlineData("a{", "")]
    [InlineData("a.", "")]
    public void Endless_nesting_is_an_error_and_not_a_dead_process(string repeated, string start) =>
        Assert.Throws<ConfigurationException>(
            () => ConfigurationFactory.ParseString(start + string.Concat(Enumerable.Repeat(repeated, 200_000))));

    [Fact]
    public void Random_text_is_read_or_refused_and_nothing_else()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        const string alphabet = "abc.{}[]:=,+#/\\\"$?&*`^!@ \t\n0123456789null${}\"\"\"includeé\uFEFF\0";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(60); n > 0; n--) text.Append(alphabet[random.Next(alphabet.Length)]);
            AssertReadOrRefused(text.ToString(), seed);
        }
    }

    [Fact]
    public void A_good_text_with_random_damage_is_read_or_refused_and_nothing_else()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var good = ConfigurationFactory.Default().ToString(includeFallback: true)
            + "\na { b = ${c} [1, ${?d}] \"x\" }\nc += 1\nd = \"\"\"x\"\"\"\ne = ${a} { f = ${e.b} }\ninclude file(\"none\")";
        for (var i = 0; i < 300; i++)
        {
            var text = new StringBuilder(good);
            for (var n = random.Next(1, 10); n > 0; n--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0) text.Remove(at, 1);
                else text.Insert(at, "{}[]\"$=,\n#".AsSpan(random.Next(10), 1));
            }
            AssertReadOrRefused(text.ToString(), seed);
        }
    }

    private static void AssertReadOrRefused(string text, int seed)
    {
        try
        {
            _ = ConfigurationFactory.ParseString(text).ToString();
        }
        catch (ConfigurationException)
        {
            // Refused: fine.
        }
        catch (Exception e)
        {
            Assert.Fail($"seed {seed}: {text}\n{e}");
        }
    }
}
