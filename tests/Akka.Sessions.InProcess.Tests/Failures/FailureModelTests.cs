using System.Reflection;
using System.Text.RegularExpressions;

namespace Akka.Sessions.InProcess.Tests.Failures;

/// <summary>What docs/failure-model.md says is shown by tests, and the tests that the documents name are there.</summary>
public sealed partial class FailureModelTests
{
    private static readonly string[] Sources = ReadAll(".cs");

    private static readonly string[] Documents = ReadAll(".md");

    private static readonly string[] Lines = Read("failure-model.md").Split('\n');

    [Fact]
    public void Every_test_named_exists()
    {
        var named = Documents.SelectMany(document => TestName().Matches(document))
            .Select(match => (Type: match.Groups["type"].Value, Method: match.Groups["method"].Value))
            .Distinct()
            .ToArray();

        Assert.True(named.Length > 30, $"Only {named.Length} tests are named.");
        Assert.All(named, test => Assert.True(Exists(test.Type, test.Method), $"There is no test {test.Type}.{test.Method}."));
    }

    [Fact]
    public void Every_row_names_a_test()
    {
        var rows = Lines.Where((line, at) => line.StartsWith('|') && !IsHead(at));

        Assert.All(rows, row => Assert.Matches(TestName(), row));
    }

    [Fact]
    public void Every_defect_of_Tomcat_has_its_test()
    {
        var ours = Sources.Where(source => source.Contains("class TomcatDefectTests", StringComparison.Ordinal)).ToArray();

        Assert.All(
            Enumerable.Range(1, 16),
            number => Assert.Contains(ours, source => source.Contains($" D{number}_", StringComparison.Ordinal)));
    }

    // The line of dashes, and the one before it.
    private static bool IsHead(int at) => IsRule(at) || IsRule(at + 1);

    private static bool IsRule(int at) => at < Lines.Length && Lines[at].StartsWith("|-", StringComparison.Ordinal);

    private static bool Exists(string type, string method) => Sources.Any(source =>
        source.Contains($"class {type}", StringComparison.Ordinal)
        && (source.Contains($" {method}(", StringComparison.Ordinal) || source.Contains($" {method}<", StringComparison.Ordinal)));

    private static string[] ReadAll(string ending) =>
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.EndsWith(ending, StringComparison.Ordinal))
            .Select(Read),
    ];

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"`(?<type>\w+Tests)\.(?<method>\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestName();
}
