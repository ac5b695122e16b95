namespace Akka.Sessions.Messages;

/// <summary>Asks another member for a session that is not here.</summary>
internal sealed record LookupRequest(SessionId Id) : ISessionMessage;

/// <summary>What that member knows of the id.</summary>
/// <param name="Id">As asked.</param>
/// <param name="Member">The sender.</param>
/// <param name="IsComplete">The sender holds everything, so that its "not here" is worth something.</param>
/// <param name="Payload">The encoded piece when the id is known (live or ended); empty when it is not.</param>
internal sealed record LookupReply(SessionId Id, MemberId Member, bool IsComplete, ReadOnlyMemory<byte> Payload) : ISessionMessage
{
    /// <summary>Whether the sender knows the id, live or ended.</summary>
    public bool IsKnown => !Payload.IsEmpty;
}
