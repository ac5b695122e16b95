using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>
/// One collection: every member that serves in one view says what it holds and waits for. It is complete when all have answered while they saw
/// the very same members serve, so that no other member can complete one for the same session with members of this one.
/// </summary>
internal sealed class LeaseRound(long number, ulong view, IEnumerable<MemberId> members)
{
    private const int MaxReleased = 10_000;

    // Each with the last number that it has told of.
    private readonly Dictionary<MemberId, long> _unanswered = members.ToDictionary(member => member, _ => 0L);
    private readonly HashSet<LeaseId> _released = [];

    public long Number => number;

    public bool IsComplete => _unanswered.Count == 0;

    /// <summary>How far the streams are with anyone who has answered.</summary>
    public WrittenMarks Written { get; } = new();

    public TimeSpan AskedAt { get; set; }

    /// <summary>What is still to be asked, of all or of one.</summary>
    public IEnumerable<(MemberId To, ISessionMessage Message)> Questions(MemberId self, MemberId? of = null) =>
        from open in _unanswered
        where of is null || of == open.Key
        select (open.Key, (ISessionMessage)new LeaseQuestion(self, number, view, open.Value));

    /// <summary>Given back meanwhile: a report that was made before must not bring it back.</summary>
    public void NoteReleased(LeaseId lease)
    {
        if (!IsComplete && _released.Count < MaxReleased) _released.Add(lease);
    }

    public bool IsReleased(LeaseId lease) => _released.Contains(lease);

    /// <summary>Whether the page is the next of a member that has not told all.</summary>
    public bool Takes(LeaseReport report)
    {
        if (report.Round != number || !_unanswered.TryGetValue(report.Member, out var after) || report.After != after) return false;
        // In order, or it would never end.
        if (report.Claims.Any(claim => claim.Number <= after)) return false;
        if (report.IsLast)
        {
            _unanswered.Remove(report.Member);
            Written.Note(report.Cursors);
            return true;
        }

        if (report.Claims.Count == 0) return false;
        _unanswered[report.Member] = report.Claims.Max(claim => claim.Number);
        return true;
    }
}
