using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// With whom to compare, and when: with someone when the state transfer is complete, with a member that can be reached again, and with
/// someone every interval. Of two that find each other again the lower asks at once; the higher only if the other has not asked after a while,
/// because one exchange makes both equal.
/// </summary>
/// <param name="self">This member.</param>
/// <param name="interval">How often to compare with someone; <see langword="null"/> for never.</param>
internal sealed class DigestSchedule(MemberId self, TimeSpan? interval)
{
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(5);

    private readonly HashSet<MemberId> _outOfReach = [];
    private readonly Dictionary<MemberId, DateTimeOffset> _backAt = [];
    private DateTimeOffset? _next;

    public void OnView(View view, DateTimeOffset now)
    {
        _outOfReach.RemoveWhere(member => !view.Contains(member));
        foreach (var member in view.Others)
        {
            if (!member.IsReachable) Lose(member.Id);
            else if (_outOfReach.Remove(member.Id)) _backAt[member.Id] = self.CompareTo(member.Id) < 0 ? now : now + Courtesy;
        }

        foreach (var gone in _backAt.Keys.Where(member => !view.Contains(member)).ToArray()) _backAt.Remove(gone);
    }

    /// <summary>This member holds everything: what was written meanwhile, and lost, shows now.</summary>
    public void OnTransferred(DateTimeOffset now) => _next = now;

    /// <summary>That member compares with this one: no need to ask.</summary>
    public void OnAsked(MemberId by) => _backAt.Remove(by);

    /// <summary>The members to compare with now.</summary>
    /// <param name="view">The members.</param>
    /// <param name="now">The time now.</param>
    /// <param name="random">Any number: it chooses among the members.</param>
    public IReadOnlyList<MemberId> TakeDue(View view, DateTimeOffset now, long random)
    {
        var due = _backAt.Where(back => back.Value <= now).Select(back => back.Key).ToList();
        foreach (var member in due) _backAt.Remove(member);
        if (_next is not { } next || next > now) return due;
        // Someone who is still joining holds too little to compare with.
        var someone = view.ReachableOthers.Where(member => member.CountsInMajority).Select(member => member.Id).ToArray();
        if (someone.Length > 0) due.Add(someone[(int)((ulong)random % (ulong)someone.Length)]);
        _next = interval is { } wait ? now + wait : null;
        return [.. due.Distinct()];
    }

    private void Lose(MemberId member)
    {
        _outOfReach.Add(member);
        _backAt.Remove(member);
    }
}
