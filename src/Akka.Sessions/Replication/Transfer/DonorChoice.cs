using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// Whom to ask for a share. Those that are complete before those that are not, the least busy of equals; one that stays silent is passed over
/// until nobody else is left.
/// </summary>
/// <param name="favourite">The member that has a stream furthest: it is asked alone while it can be, since with another the same gap could be there again.</param>
internal sealed class DonorChoice(MemberId? favourite)
{
    private readonly Dictionary<MemberId, Donor> _donors = [];
    private View? _view;

    public void OnView(View view)
    {
        _view = view;
        foreach (var gone in _donors.Keys.Where(member => !view.Contains(member)).ToArray()) _donors.Remove(gone);
    }

    public bool IsComplete(MemberId member) => _donors.TryGetValue(member, out var donor) && donor.IsComplete == true;

    /// <summary>A page came, and said whether its donor is complete.</summary>
    public void Heard(MemberId member, bool isComplete)
    {
        var donor = Of(member);
        donor.IsComplete = isComplete;
        donor.Pages++;
    }

    public void Silent(MemberId member) => Of(member).IsSlow = true;

    /// <summary>The best member with room for another share, if any; the share waits for room rather than go to a worse one.</summary>
    /// <param name="share">What is to be given.</param>
    /// <param name="busy">How many shares each member is giving now.</param>
    /// <param name="most">How many one may give.</param>
    public MemberId? For(ShareTransfer share, IReadOnlyDictionary<MemberId, int> busy, int most)
    {
        var best = Best(share);
        if (best.Length == 0) return null;
        var donor = best.MinBy(member => busy.GetValueOrDefault(member));
        return busy.GetValueOrDefault(donor) < most ? donor : null;
    }

    /// <summary>Its donor is not complete, and one that is could give the share whole.</summary>
    public bool IsOutdone(ShareTransfer share) =>
        share.Pages is { IsLost: false } pages
        && pages.Donor != favourite
        && _donors.TryGetValue(pages.Donor, out var donor)
        && donor.IsComplete == false
        && Best(share).Any(IsComplete);

    /// <summary>A complete member that gives nothing now and gave more than twice as much as that donor: it would be done sooner.</summary>
    public MemberId? FasterThan(MemberId slow, IReadOnlyDictionary<MemberId, int> busy)
    {
        if (slow == favourite) return null;
        var bar = 2 * Of(slow).Pages + TransferLimits.HeadStart;
        var idle = Reachable().Where(member => IsComplete(member) && !busy.ContainsKey(member) && !Of(member).IsSlow && Of(member).Pages > bar);
        return idle.Select(member => (MemberId?)member).FirstOrDefault();
    }

    private MemberId[] Best(ShareTransfer share)
    {
        var able = Reachable().Where(member => share.Wants(member, IsComplete(member))).ToArray();
        if (Array.TrueForAll(able, member => Of(member).IsSlow)) Array.ForEach(able, member => Of(member).IsSlow = false);
        var lists = able.Where(member => !Of(member).IsSlow).ToLookup(TierOf);
        return [.. lists.OrderBy(tier => tier.Key).FirstOrDefault() ?? Enumerable.Empty<MemberId>()];
    }

    // Full members are more likely to be complete than those that have just come.
    private int TierOf(MemberId member) => (Of(member).IsComplete, _view!.TryFind(member, out var found) && found.CountsInMajority) switch
    {
        _ when member == favourite => 0,
        (true, _) => 1,
        (null, true) => 1,
        _ => 2,
    };

    private IEnumerable<MemberId> Reachable() => _view?.ReachableOthers.Select(member => member.Id) ?? [];

    private Donor Of(MemberId member)
    {
        if (!_donors.TryGetValue(member, out var donor)) _donors[member] = donor = new Donor();
        return donor;
    }

    private sealed class Donor
    {
        // Nothing while it has not said.
        public bool? IsComplete { get; set; }

        public bool IsSlow { get; set; }

        public int Pages { get; set; }
    }
}
