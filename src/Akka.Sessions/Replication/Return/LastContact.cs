using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// The last moment at which a member knew all that the others knew: what ended elsewhere after it, it may not have heard of, and the others,
/// once they have removed it, forget such ends when their retention is over.
/// </summary>
/// <param name="At">Everyone could be reached, and nothing was missing.</param>
/// <param name="With">Who that was.</param>
/// <param name="BeforeParting">The same for the time before the first member went without leaving; <see cref="At"/> when none did.</param>
internal sealed record LastContact(Moment At, View With, Moment BeforeParting)
{
    /// <summary>
    /// Whether the others still remember every end that this member has not heard of. When nobody of those who were there is here, this may be a
    /// cluster that this member parted with long before: the two have removed each other.
    /// </summary>
    /// <param name="others">The cluster that this member has come back to.</param>
    /// <param name="now">Now.</param>
    /// <param name="limit">How long ends are surely remembered.</param>
    public bool IsRecentFor(View others, Moment now, TimeSpan limit) =>
        now.Since(others.Others.Any(member => With.Contains(member.Id)) ? At : BeforeParting) < limit;
}
