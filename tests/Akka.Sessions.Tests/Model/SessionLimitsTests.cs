using System.Text.RegularExpressions;
using Akka.Sessions.Model;

namespace Akka.Sessions.Tests.Model;

public sealed class SessionLimitsTests
{
    private readonly SessionLimits _limits = new() { AttributeBytes = 100, SessionBytes = 1000, AttributeCount = 3, NameLength = 40 };

    [Fact]
    public void What_is_at_its_limit_is_accepted()
    {
        _limits.CheckAttribute(new string('n', 40), 100);
        _limits.CheckSession(3, 1000);
    }

    [Theory]
    [InlineData("cart", 101, "akka.sessions.max-attribute-size")]
    [InlineData("a-name-that-is-rather-long-for-this-limit", 1, "akka.sessions.max-attribute-name-length")]
    public void What_is_over_its_limit_is_refused_with_the_key_to_change(string name, int bytes, string key)
    {
        var refused = Assert.Throws<SessionLimitException>(() => _limits.CheckAttribute(name, bytes));

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
        Assert.Equal(key, refused.Key);
    }

    [Fact]
    public void A_long_name_is_refused_however_low_the_limit() =>
        Assert.Throws<SessionLimitException>(() => new SessionLimits { NameLength = 3 }.CheckAttribute("cart", 1));

    [Fact]
    public void The_prefix_of_a_scope_counts()
    {
        _limits.CheckAttribute(new string('n', 30), 1, new string('p', 10));

        Assert.Throws<SessionLimitException>(() => _limits.CheckAttribute(new string('n', 30), 1, new string('p', 11)));
    }

    [Fact]
    public void A_name_that_the_sessions_keep_for_themselves_is_refused()
    {
        var refused = Assert.Throws<SessionLimitException>(() => _limits.CheckAttribute("akka.scope.a/b", 1));

        Assert.Contains("akka.", refused.Message, StringComparison.Ordinal);
        Assert.Null(refused.Key);
        _limits.CheckAttribute("akkadian", 1);
    }

    [Fact]
    public void A_name_that_does_not_match_the_filter_is_refused_with_the_key_to_change()
    {
        var filtering = _limits with { NameFilter = new Regex(@"\A(?:cart|user\..*)\z") };

        filtering.CheckAttribute("cart", 1);
        filtering.CheckAttribute("user.name", 1);
        var refused = Assert.Throws<SessionLimitException>(() => filtering.CheckAttribute("cache", 1));
        Assert.Equal("akka.sessions.attribute-name-filter", refused.Key);
    }

    [Fact]
    public void A_name_over_which_the_filter_goes_astray_is_refused()
    {
        var filter = new Regex(@"\A(?<all>(?<run>a+)+)\z", RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(1));
        var astray = _limits with { NameFilter = filter };

        Assert.Throws<SessionLimitException>(() => astray.CheckAttribute(new string('a', 39) + "!", 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    public void A_scope_whose_name_could_be_mistaken_is_refused(string scope) =>
        Assert.Throws<SessionLimitException>(() => ReservedNames.PrefixOf(scope));

    [Theory]
    [InlineData(4, 10, "akka.sessions.max-attributes")]
    [InlineData(1, 1001, "akka.sessions.max-session-size")]
    public void A_session_over_its_limit_is_refused_with_the_key_to_change(int attributes, int bytes, string key)
    {
        var refused = Assert.Throws<SessionLimitException>(() => _limits.CheckSession(attributes, bytes));

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    public void A_name_that_could_not_be_shown_is_refused(string name) =>
        Assert.Throws<SessionLimitException>(() => _limits.CheckAttribute(name, 1));

    [Fact]
    public void A_name_with_half_a_surrogate_pair_is_refused()
    {
        Assert.Throws<SessionLimitException>(() => _limits.CheckAttribute("half" + '\ud83d', 1));
        Assert.Throws<SessionLimitException>(() => _limits.CheckAttribute('\ude00' + "half", 1));
    }

    [Fact]
    public void A_name_may_be_any_other_text() => _limits.CheckAttribute("Warenkorb 🛒/Größe", 1);
}
