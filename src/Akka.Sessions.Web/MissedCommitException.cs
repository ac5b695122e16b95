namespace Akka.Sessions.Web;

/// <summary>
/// A commit did not reach its level, and the policy is not to answer as if it had. The changes stand on this node and may reach the others
/// later, so a request that is repeated must not mind having been done before.
/// </summary>
public sealed class MissedCommitException : Exception
{
    internal MissedCommitException(string message, CommitReceipt? receipt, Exception? inner)
        : base(message, inner) => Receipt = receipt;

    /// <summary>Who has the commit and who has not; <see langword="null"/> when it was refused altogether (see the inner exception).</summary>
    public CommitReceipt? Receipt { get; }
}
