using Akka.Sessions.Model;

namespace Akka.Sessions.Placement;

/// <summary>Which member watches over the idleness of a session and ends it: one per session, another when that one goes.</summary>
internal static class ExpiryMember
{
    /// <summary>Chosen among the members that serve; this node alone decides while it sees none that does.</summary>
    public static MemberId Of(SessionId id, View view) =>
        RendezvousHash.Choose(id, view.Members.Where(m => m.CountsInLevels).Select(m => m.Id)) ?? view.Self;
}
