namespace Akka.Sessions;

/// <summary>What became of one commit.</summary>
/// <param name="Level">The level that was asked for.</param>
/// <param name="IsSatisfied">Whether that level was reached before the timeout.</param>
/// <param name="Applied">The other members known to have applied it when the receipt was written.</param>
/// <param name="Missing">The other members of the view not known to have applied it.</param>
/// <param name="Token">What a client carries to read this write on another member; <see langword="null"/> when nothing was replicated.</param>
public sealed record CommitReceipt(
    CommitLevel Level,
    bool IsSatisfied,
    IReadOnlyList<MemberId> Applied,
    IReadOnlyList<MemberId> Missing,
    SessionToken? Token);

/// <summary>The place of a commit in its origin's stream: a member that has come this far can show that commit.</summary>
/// <param name="Incarnation">The incarnation of the origin; incarnations are unlikely to be equal within a cluster.</param>
/// <param name="Number">The number of the batch that carries the commit.</param>
public readonly record struct SessionToken(int Incarnation, long Number);
