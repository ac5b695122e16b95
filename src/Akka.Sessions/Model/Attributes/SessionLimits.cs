namespace Akka.Sessions.Model;

/// <summary>What one session may hold. Checked where a value is set, before anything changes; received pieces were checked by their writer.</summary>
internal sealed record SessionLimits
{
    public const string AttributeBytesKey = "akka.sessions.max-attribute-size";
    public const string SessionBytesKey = "akka.sessions.max-session-size";
    public const string AttributeCountKey = "akka.sessions.max-attributes";
    public const string NameLengthKey = "akka.sessions.max-attribute-name-length";

    /// <summary>Bytes of one value. <value>Default: 1 MiB.</value></summary>
    public int AttributeBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of all names and values of a session. <value>Default: 4 MiB.</value></summary>
    public int SessionBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Attributes of a session. <value>Default: 1,000.</value></summary>
    public int AttributeCount { get; init; } = 1000;

    /// <summary>Characters of a name. <value>Default: 256.</value></summary>
    public int NameLength { get; init; } = 256;

    /// <summary>Refuses a name or a value that alone is over its limit.</summary>
    public void CheckAttribute(string name, int bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0) throw new SessionLimitException("An attribute needs a name of at least one character.");
        if (name.Length > NameLength)
            throw Over($"The attribute name '{name[..32]}…' has {name.Length} characters; at most {NameLength}", NameLengthKey);
        if (name.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
            throw new SessionLimitException($"The attribute name '{Printable(name)}' holds a control character; none is allowed in names.");
        if (!IsWellFormed(name))
            throw new SessionLimitException($"The attribute name '{Printable(name)}' holds half a surrogate pair; it could not travel as UTF-8.");
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

    private static SessionLimitException Over(string what, string key) => new($"{what} ({key}).");

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
