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
    }

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
