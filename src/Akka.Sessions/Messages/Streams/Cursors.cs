namespace Akka.Sessions.Messages;

/// <summary>
/// Cumulative acknowledgement and announcement in one, point to point: at once to the origin of a batch that asks for it, else about five
/// times a second to every member while anyone is behind or something is unacknowledged. An acknowledged batch is applied: a reader on that
/// member sees it. So everyone learns everyone's cursors, and a lost last batch is noticed as any other gap.
/// </summary>
/// <param name="Member">The sender.</param>
/// <param name="LastNumber">The last number of the sender's own stream to everyone; 0 before the first.</param>
/// <param name="Streams">The sender's cursor in every stream it knows, its own left out.</param>
internal sealed record Cursors(MemberId Member, long LastNumber, IReadOnlyList<StreamCursor> Streams) : ISessionMessage;
