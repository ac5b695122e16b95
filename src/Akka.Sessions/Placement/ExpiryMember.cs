using Akka.Sessions.Model;

namespace Akka.Sessions.Placement;

/// <summary>
/// Which member watches over the idleness of a session and ends it, and is the home of its lease: one per session, another when that one goes.
/// </summary>
internal static class ExpiryMember
{
    /// <summary>Chosen among the members that serve; this node alone decides while it sees none that does.</summary>
    /// <param name="id">The session.</param>
    /// <param name="view">The members now.</param>
    /// <param name="reachableOnly">The session has waited long enough for one that cannot be reached: another stands in for it.</param>
    public static MemberId Of(SessionId id, View view, bool reachableOnly = false)
    {
        var serving = view.Members.Where(m => m.CountsInLevels && (m.IsReachable || !reachableOnly)).Select(m => m.Id);
        return RendezvousHash.Choose(id, serving) ?? view.Self;
    }
}
