using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>
/// The settings that must be the same on every member, as texts to compare. The rest may differ: it concerns the node alone (its memory, its
/// own waiting, where its events are raised), its bounds on the wire are fixed, or a difference only makes the node slower. That a member's
/// page and repair times fit into <c>tombstone-retention</c> each checks for itself, so agreeing on that one is enough.
/// </summary>
internal static class AgreedSettings
{
    private const int PlainLength = 200;
    private const int BeginningLength = 100;

    public static AgreedSetting[] Of(SessionSettings settings) =>
    [
        // Members would count different members, for commit levels and for votes.
        new("role", settings.Role.Length == 0 ? "\"\"" : Text(settings.Role)),
        // How long a session lives would depend on the member that is asked.
        new("idle-timeout", Text(settings.IdleTimeout)),
        new("absolute-timeout", Text(settings.AbsoluteTimeout)),
        // What an answer promises would depend on the member that gave it.
        new("commit-level", LevelName(settings.CommitLevel)),
        // What one member has stored the next would refuse to change.
        new("max-attribute-size", Text(settings.Limits.AttributeBytes)),
        new("max-session-size", Text(settings.Limits.SessionBytes)),
        new("max-attributes", Text(settings.Limits.AttributeCount)),
        new("max-attribute-name-length", Text(settings.Limits.NameLength)),
        new("attribute-name-filter", Text(settings.Limits.NameFilter)),
        // In the vote on a session each makes allowance for accesses that it told, or was told, so late.
        new("access-interval", Text(settings.AccessInterval)),
        // A consent must hold back requests for as long as its proposer counts on it.
        new("expiry-hold", Text(settings.ExpiryHold)),
        // One that forgets ends early takes an ended session back from those that do not.
        new("tombstone-retention", Text(settings.TombstoneRetention)),
    ];

    /// <summary>In what a member differs. What only one of the two knows of cannot be compared, and only keys of ours are ever named.</summary>
    public static IEnumerable<SettingDifference> Compare(IReadOnlyList<AgreedSetting> ours, MemberId member, IReadOnlyList<AgreedSetting> theirs)
    {
        foreach (var (key, value) in ours)
        {
            var said = theirs.Where(setting => string.Equals(setting.Key, key, StringComparison.Ordinal)).Take(1).ToArray();
            if (said is [var other] && !string.Equals(other.Value, value, StringComparison.Ordinal))
                yield return new($"{SessionSettings.Section}.{key}", value, member, Printable(other.Value));
        }
    }

    /// <summary>A text that any member can carry and print: one that is long, or not all printable, is its beginning and its hash.</summary>
    public static string Text(string text) =>
        text.Length <= PlainLength && text.All(IsPrintable)
            ? text
            : $"{Printable(text[..Math.Min(text.Length, BeginningLength)])}… ({StableHash.Of(text):x16})";

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static string Text(TimeSpan? time) => time is { } set ? Text(set) : "off";

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Text(Regex? filter) => filter is null ? "off" : Text(filter.ToString());

    private static string LevelName(CommitLevel level) => level switch
    {
        CommitLevel.None => "none",
        CommitLevel.One => "one",
        CommitLevel.Majority => "majority",
        _ => "all",
    };

    private static string Printable(string text) => new([.. text.Select(c => IsPrintable(c) ? c : '?')]);

    // Nor half of a pair, and nothing that turns or breaks a line of a log.
    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
