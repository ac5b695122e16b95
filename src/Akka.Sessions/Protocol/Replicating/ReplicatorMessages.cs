using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>To the replicator: pieces written here, to go to everyone.</summary>
internal sealed record Offer(IReadOnlyList<SessionPiece> Pieces, PendingCommit? Commit);

/// <summary>To the replicator: accesses that changed nothing else, collected.</summary>
internal sealed record OfferAccesses(IReadOnlyList<SessionAccess> Accesses);

/// <summary>To the replicator: that member has applied our stream up to that number.</summary>
internal sealed record Acknowledged(MemberId Member, long Number);

/// <summary>To the replicator: another member misses batches of ours.</summary>
internal sealed record ResendRequest(RepairRequest Request, MemberId Member);

/// <summary>To the replicator: say when every reachable member has everything. Repeatable; each asker is answered.</summary>
internal sealed record DrainRequest(TaskCompletionSource Done);

/// <summary>From the replicator to the manager: our stream as far as it was published.</summary>
internal sealed record Published(long LastNumber);
