using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Sessions.Actors;
using Akka.Sessions.Manager;

namespace Akka.Sessions.Tests.Documents;

/// <summary>What the pages name is there: keys, instruments, options, figures. And no key is left unmentioned.</summary>
public sealed partial class NamesInDocumentsTests
{
    [Fact]
    public void Every_key_that_a_page_names_is_in_the_reference_or_an_instrument_of_a_meter()
    {
        var instruments = Instruments().ToHashSet(StringComparer.Ordinal);
        var named = Named(SessionName());

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !SystemFactory.Reference.HasPath(name.Value) && !instruments.Contains(name.Value));
    }

    [Fact]
    public void Every_key_of_the_reference_is_named_for_those_who_run_nodes()
    {
        var pages = Pages.Read("docs", "operations.md") + Pages.Read("docs", "from-tomcat.md");
        var named = SessionName().Matches(pages).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var keys = ReferenceKeys().ToArray();

        Assert.All(keys, key => Assert.True(SystemFactory.Reference.HasPath(key), key));
        Assert.DoesNotContain(keys, key => !named.Contains(key));
    }

    [Fact]
    public void Every_option_that_a_page_names_can_be_set()
    {
        var options = Pages.Read("src", "Akka.Sessions.Web", "AkkaSessionsOptions.cs") + Pages.Read("src", "Akka.Sessions", "SessionsOptions.cs");

        Assert.DoesNotContain(Named(Option()), name => !options.Contains($" {name.Value} {{ get; set; }}", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_figure_that_a_page_names_is_one()
    {
        Assert.DoesNotContain(Named(Figure()), name => typeof(SessionStatistics).GetProperty(name.Value) is null);
        Assert.DoesNotContain(Named(FigureOfPeer()), name => typeof(PeerStatistics).GetProperty(name.Value) is null);
    }

    [Theory]
    [InlineData("meter `Akka.Sessions`", "Akka.Sessions/Manager/SessionMeter.cs")]
    [InlineData("meter `Akka.Sessions.Web`", "Akka.Sessions.Web/WebMeter.cs")]
    [InlineData("source `Akka.Sessions`", "Akka.Sessions/Manager/Operations/SessionActivities.cs")]
    public void Every_instrument_and_span_has_its_row_and_no_row_is_of_another(string of, string source)
    {
        var page = Pages.Read("docs", "operations.md");
        var table = page[page.IndexOf($" of the {of} |", StringComparison.Ordinal)..];
        var rows = Row().Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)]).Select(match => match.Value);

        var names = Shown(Tag().Replace(Pages.Read(["src", .. source.Split('/')]), ""));

        Assert.Equal(names.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_page_shows_as_a_configuration_is_one()
    {
        foreach (var (_, text) in Pages.All)
        {
            foreach (Match block in Hocon().Matches(text))
            {
                var config = ConfigurationFactory.ParseString(block.Value).WithFallback(SystemFactory.Reference);
                SessionSettingsReader.Read(config, new SessionsOptions());
            }
        }
    }

    private static (string Page, string Value)[] Named(Regex regex) =>
        [.. Pages.All.SelectMany(page => regex.Matches(page.Text).Select(match => (page.Name, match.Value))).Distinct()];

    // Names of instruments and tags are written out, but for the prefix that the meter puts before most.
    private static IEnumerable<string> Instruments() => Pages.Sources.SelectMany(Shown);

    private static IEnumerable<string> Shown(string source) =>
        from match in Literal().Matches(source).Concat(Counted().Matches(source))
        let name = match.Value
        select name.StartsWith("akka.", StringComparison.Ordinal) ? name : $"akka.sessions.{name}";

    // The reference is written plainly: a key or the beginning or end of a section on each line.
    private static IEnumerable<string> ReferenceKeys()
    {
        var sections = new Stack<string>();
        foreach (var line in Pages.Read("hocon", "reference.conf").Split('\n').Select(line => line.Trim()))
        {
            if (line is "}") sections.Pop();
            else if (line is [not '#', .., '{']) sections.Push(line[..^1].Trim());
            else if (line is [not '#', ..]) yield return string.Join('.', [.. sections.Reverse(), line.Split('=')[0].Trim()]);
        }
    }

    [GeneratedRegex(@"(?<![\w./-])akka\.sessions(?:\.[a-z][a-z0-9_-]*)+")]
    private static partial Regex SessionName();

    [GeneratedRegex(@"(?<=\bAkkaSessionsOptions\.)[A-Z]\w*")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<=\bSessionStatistics\.)[A-Z]\w*")]
    private static partial Regex Figure();

    [GeneratedRegex(@"(?<=\bPeerStatistics\.)[A-Z]\w*")]
    private static partial Regex FigureOfPeer();

    [GeneratedRegex(@"(?<=```hocon\n).*?(?=```)", RegexOptions.Singleline)]
    private static partial Regex Hocon();

    [GeneratedRegex(@"(?<="")akka\.sessions\.[a-z._]+(?="")")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<=\b(?:Count|Gauge)\("")[a-z._]+(?="")")]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?<=^\| `)akka[a-z._]+(?=` \|)", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"const string \w+Tag = .*;")]
    private static partial Regex Tag();
}
