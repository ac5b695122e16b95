namespace Akka.Sessions;

/// <summary>A setting that must be the same on every member, and is another on one of them.</summary>
/// <param name="Key">The whole key, such as <c>akka.sessions.idle-timeout</c>.</param>
/// <param name="Value">What it is on this node.</param>
/// <param name="Member">The other member.</param>
/// <param name="MemberValue">What it is there, as that member says; at most 256 characters, none of them a control character.</param>
public sealed record SettingDifference(string Key, string Value, MemberId Member, string MemberValue);
