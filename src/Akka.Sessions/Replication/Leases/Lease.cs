using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>One session at its lease home: who has it, who waits for it, and what was committed under it.</summary>
internal sealed class Lease(SessionId session)
{
    private readonly List<(LeaseId Lease, TimeSpan Since)> _waiting = [];

    public SessionId Session => session;

    /// <summary>One at most, unless two sides of a split have granted it and meet: then the next waits for both.</summary>
    public HashSet<LeaseId> Holders { get; } = [];

    public IReadOnlyList<(LeaseId Lease, TimeSpan Since)> Waiting => _waiting;

    public WrittenMarks Written { get; } = new();

    /// <summary>A holder was removed, and only a collection tells what it wrote.</summary>
    public bool HasLostHolder { get; set; }

    /// <summary>It is in the queue of those that nobody uses.</summary>
    public bool IsIdle { get; set; }

    /// <summary>When its holders were last told that they hold it.</summary>
    public TimeSpan ToldAt { get; set; }

    public bool IsUsed => Holders.Count + _waiting.Count > 0;

    public bool IsWaiting(LeaseId lease) => _waiting.Exists(wait => wait.Lease == lease);

    /// <summary>Who has waited longest comes first.</summary>
    public void Wait(LeaseId lease, TimeSpan since)
    {
        var at = _waiting.FindIndex(wait => wait.Since > since);
        _waiting.Insert(at < 0 ? _waiting.Count : at, (lease, since));
    }

    public LeaseId TakeFirst()
    {
        var first = _waiting[0].Lease;
        _waiting.RemoveAt(0);
        return first;
    }

    public bool StopWaiting(LeaseId lease) => _waiting.RemoveAll(wait => wait.Lease == lease) > 0;
}
