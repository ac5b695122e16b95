namespace Akka.Sessions.Messages;

/// <summary>
/// A person at one member takes another out of service, or puts it back; point to point, at most once. What came of it the notices show.
/// </summary>
/// <param name="Member">The sender.</param>
/// <param name="StandAside">Out of service: drained, and not ready until it is told to resume.</param>
internal sealed record ServiceOrder(MemberId Member, bool StandAside) : ISessionMessage;

/// <summary>
/// The sender is out of service. Told to every member, about once a second for as long as it lasts: who hears no more of it knows that it is
/// over.
/// </summary>
/// <param name="Member">The sender.</param>
internal sealed record ServiceNotice(MemberId Member) : ISessionMessage;
