namespace Akka.Sessions.Messages;

/// <summary>
/// Asks for the batches of a stream that did not arrive, both ends included: of the origin, or, when that is gone, of a member whose cursor
/// is further. The answer is the batches themselves, and <see cref="RepairUnavailable"/> for what is no longer kept.
/// </summary>
internal sealed record RepairRequest(StreamId Stream, long From, long To) : ISessionMessage;

/// <summary>
/// Batches below <paramref name="FirstHeld"/> are no longer kept here (the bound of bytes was reached). The receiver asks another member, or
/// takes the sessions whole by a state transfer. Or: more was asked for than there is.
/// </summary>
/// <param name="Stream">The stream asked for.</param>
/// <param name="FirstHeld">
/// The first number that this member can still send; one past its last when it holds none; 1 when nothing that was asked for is missing.
/// </param>
/// <param name="LastNumber">By the origin only: the last number that it has given. A client that claims to have seen more is
/// mistaken.</param>
/// <param name="AskedTo">By the origin only: the last number that it was asked for. About more than that it says nothing.</param>
internal sealed record RepairUnavailable(StreamId Stream, long FirstHeld, long? LastNumber = null, long AskedTo = 0) : ISessionMessage;
