namespace Akka.Sessions.Messages;

/// <summary>
/// The first message from one manager to another, point to point, as soon as the other is in the view; repeated until answered.
/// Whoever has not been welcomed (or has not welcomed) is left out of acknowledgements and commit levels.
/// </summary>
/// <param name="ProtocolVersion">What the sender speaks: <see cref="Messages.ProtocolVersion.Current"/>.</param>
/// <param name="ContextName">The web application whose sessions the sender replicates.</param>
/// <param name="Member">The sender.</param>
internal sealed record Hello(int ProtocolVersion, string ContextName, MemberId Member) : ISessionMessage
{
    /// <summary>
    /// What the sender has configured of that which must be the same on every member; nothing when it is of a release that does not say.
    /// </summary>
    public IReadOnlyList<AgreedSetting> Settings { get; init; } = [];
}

/// <summary>The answer of a manager of the same version and context.</summary>
internal sealed record Welcome(int ProtocolVersion, string ContextName, MemberId Member) : ISessionMessage
{
    /// <summary>As in <see cref="Hello"/>.</summary>
    public IReadOnlyList<AgreedSetting> Settings { get; init; } = [];
}

/// <summary>The answer of a manager that cannot work with the sender. Both sides log <paramref name="Reason"/>.</summary>
internal sealed record HelloRefused(int ProtocolVersion, MemberId Member, string Reason) : ISessionMessage;

/// <summary>One setting that must be the same on every member.</summary>
/// <param name="Key">Its key below <c>akka.sessions</c>.</param>
/// <param name="Value">Its value as text, written the same way by every release, so that texts can be compared.</param>
internal readonly record struct AgreedSetting(string Key, string Value);

/// <summary>What this release speaks.</summary>
internal static class ProtocolVersion
{
    /// <summary>The version in <see cref="Hello"/>. Raised when a member of the former version could misunderstand.</summary>
    public const int Current = 1;
}
