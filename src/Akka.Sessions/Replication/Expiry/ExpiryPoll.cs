using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>One open round of its proposer: what is voted on, and who has not answered.</summary>
internal sealed class ExpiryPoll(ExpiryRound round, IEnumerable<DueSession> sessions)
{
    public ExpiryRound Round => round;

    /// <summary>What may still end in this round.</summary>
    public Dictionary<SessionId, DueSession> Sessions { get; } = sessions.ToDictionary(s => s.Id);

    public HashSet<MemberId> Asked { get; } = [];

    public HashSet<MemberId> Awaited { get; } = [];

    public TimeSpan Deadline { get; init; }

    public TimeSpan AskAgainAt { get; set; }

    public ExpiryProposal Proposal =>
        new(round, [.. Sessions.Values.Select(s => new ExpiryCandidate(s.Id, s.Age.LastAccess, s.Age.IsPastAbsoluteEnd))]);

    /// <summary>What ends only if everyone has answered.</summary>
    public IEnumerable<SessionId> Answerable => [.. Sessions.Values.Where(s => !s.MayEndUnanswered).Select(s => s.Id)];

    public bool HasAnswered(MemberId member) => Asked.Contains(member) && !Awaited.Contains(member);
}
