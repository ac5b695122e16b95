using System.Text.RegularExpressions;

namespace Akka.Sessions.Model;

/// <summary>What one session may hold. Checked where a value is set, before anything changes; received pieces were checked by their writer.</summary>
internal sealed record SessionLimits
{
    public const string AttributeBytesKey = "akka.sessions.max-attribute-size";
    public const string SessionBytesKey = "akka.sessions.max-session-size";
    public const string AttributeCountKey = "akka.sessions.max-attributes";
    public const string NameLengthKey = "akka.sessions.max-attribute-name-length";
    public const string NameFilterKey = "akka.sessions.attribute-name-filter";

    /// <summary>Bytes of one value. <value>Default: 1 MiB.</value></summary>
    public int AttributeBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of all names and values of a session. <value>Default: 4 MiB.</value></summary>
    public int SessionBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Attributes of a session. <value>Default: 1,000.</value></summary>
    public int AttributeCount { get; init; } = 1000;

    /// <summary>Characters of a name. <value>Default: 256.</value></summary>
    public int NameLength { get; init; } = 256;

    /// <summary>What a name must match from its first to its last character; <see langword="null"/> allows every name.</summary>
    public Regex? NameFilter { get; init; }

    /// <summary>Refuses a name or a value that alone is over its limit, and a name that is not allowed.</summary>
    /// <param name="name">As the application says it.</param>
    /// <param name="bytes">Of the value.</param>
    /// <param name="prefix">What stands before the name of a scope's attribute where it is kept; it counts.</param>
    public void CheckAttribute(string name, int bytes, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0) throw new SessionLimitException("An attribute needs a name of at least one character.");
        var length = prefix.Length + name.Length;
        if (length > NameLength)
            throw Over($"The attribute name '{Beginning(prefix + name)}' has {length} characters; at most {NameLength}", NameLengthKey);
        if (name.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
            throw new SessionLimitException($"The attribute name '{Printable(name)}' holds a control character; none is allowed in names.");
        if (!IsWellFormed(name))
            throw new SessionLimitException($"The attribute name '{Printable(name)}' holds half a surrogate pair; it could not travel as UTF-8.");
        if (ReservedNames.IsReserved(name))
            throw new SessionLimitException($"The attribute name '{name}' is reserved, as all that begin with '{ReservedNames.Prefix}'.");
        if (NameFilter is { } filter && !IsMatch(filter, name))
            throw new SessionLimitException($"The attribute name '{name}' is refused: it does not match {NameFilterKey}.", NameFilterKey);
        if (bytes > AttributeBytes)
            throw Over($"Attribute '{name}' has {bytes} bytes; at most {AttributeBytes}", AttributeBytesKey);
    }

    /// <summary>Refuses a session that would be over its limits with the attribute just set.</summary>
    public void CheckSession(int attributes, int bytes)
    {
        if (attributes > AttributeCount)
            throw Over($"The session would hold {attributes} attributes; at most {AttributeCount}", AttributeCountKey);
        if (bytes > SessionBytes)
            throw Over($"The session would hold {bytes} bytes; at most {SessionBytes}", SessionBytesKey);
    }

    private static SessionLimitException Over(string what, string key) => new($"{what} ({key}).", key);

    private static string Beginning(string name) => name.Length <= 32 ? name : name[..32] + "…";

    // A pattern that goes astray over a name says nothing for it.
    private static bool IsMatch(Regex filter, string name)
    {
        try
        {
            return filter.IsMatch(name);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Printable(string name) => new([.. name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);

    private static bool IsWellFormed(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i])) continue;
            if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1])) return false;
            i++;
        }

        return true;
    }
}
