using System.Diagnostics;
using Akka.Sessions.Web.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Tests.Endpoints;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/poll", true)]
    [InlineData("/POLL", true)]
    [InlineData("/poll/", false)]
    [InlineData("/a/poll", false)]
    [InlineData("/shop.css", true)]
    [InlineData("/shop.css\n", false)]
    [InlineData(null, false)]
    public void A_pattern_is_for_the_whole_path_and_for_any_case(string? path, bool matches)
        => Assert.Equal(matches, new PathPatterns(["/poll", @".*\.(gif|js|css)"]).Match(path));

    [Fact]
    public void Matching_takes_no_longer_than_the_path_is()
    {
        var patterns = new PathPatterns(["(a+)+b"]);
        patterns.Match("/");
        var watch = Stopwatch.StartNew();

        Assert.False(patterns.Match(new string('a', 8000)));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("UnreplicatedPaths", "(", "UnreplicatedPaths[0] is \"(\"")]
    [InlineData("UnreplicatedPaths", "(?=x)x", "without look-around")]
    [InlineData("ReadOnlyPaths", @"(a)\1", "ReadOnlyPaths[0]")]
    [InlineData("ReadOnlyPaths", "", "1 to 1000 characters")]
    public void A_pattern_that_is_none_stops_the_start_and_is_named(string option, string pattern, string named)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new($"{option}:0", pattern)]).Build();
        using var provider = new ServiceCollection().AddLogging().AddAkkaSessions(section).BuildServiceProvider();

        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_come_from_the_configuration()
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection([new("UnreplicatedPaths:0", "/poll"), new("UnreplicatedPaths:1", "/ping")]).Build();
        using var provider = new ServiceCollection().AddLogging().AddAkkaSessions(section).BuildServiceProvider();

        Assert.Equal(["/poll", "/ping"], provider.GetRequiredService<IOptions<AkkaSessionsOptions>>().Value.UnreplicatedPaths);
    }
}
