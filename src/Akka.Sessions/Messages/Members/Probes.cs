namespace Akka.Sessions.Messages;

/// <summary>
/// Through the topic, every 200 ms until linked with every reachable member: does what I publish reach you? (The registry of
/// distributed Pub/Sub lags behind membership.)
/// </summary>
/// <param name="Member">The sender.</param>
/// <param name="Nonce">Drawn by the sender once per life; an acknowledgement of another nonce proves nothing.</param>
internal sealed record Probe(MemberId Member, long Nonce) : ISessionMessage;

/// <summary>Point to point: your probe reached me.</summary>
internal sealed record ProbeAck(MemberId Member, long Nonce) : ISessionMessage;
