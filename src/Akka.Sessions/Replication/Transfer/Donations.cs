using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>A page on its way to a joiner.</summary>
internal readonly record struct PageFor(MemberId Joiner, TransferPage Page);

/// <summary>
/// All shares that this member is giving: several joiners at once, several shares to each, and never more than <paramref name="most"/> in all, so
/// that its memory is bounded however many join. A request beyond that waits, and is answered when one of them ends: when its last page is
/// credited, when its joiner leaves the view or asks anew, or when no credit came for so long that the joiner has given up.
/// </summary>
/// <param name="most">Shares given at a time.</param>
/// <param name="patience">How long a joiner waits for a page before it asks again.</param>
/// <param name="begin">Takes the cursors and the ids of a share now.</param>
internal sealed class Donations(int most, TimeSpan patience, Func<TransferRequest, TransferDonor> begin)
{
    private readonly List<Donation> _given = [];

    // In the order in which they came; of one joiner at most one for each share.
    private readonly List<Donation> _waiting = [];

    public int Count => _given.Count;

    public int Waiting => _waiting.Count;

    public IReadOnlyList<PageFor> OnRequest(TransferRequest request, DateTimeOffset now)
    {
        if (Find(_given, request.Joiner, request.TransferId) is { Donor: { } donor } known)
        {
            known.Since = now;
            return [new(request.Joiner, donor.First())];
        }

        if (Find(_waiting, request.Joiner, request.TransferId) is { } waiting) waiting.Since = now;
        else
        {
            // The joiner has begun the share, or the whole transfer, anew.
            Remove(donation => donation.Request.Joiner == request.Joiner && IsReplacedBy(request, donation.Request));
            _waiting.Add(new(request) { Since = now });
        }

        return BeginWaiting(now);
    }

    public IReadOnlyList<PageFor> OnCredit(MemberId joiner, TransferCredit credit, DateTimeOffset now)
    {
        if (Find(_given, joiner, credit.TransferId) is not { Donor: { } donor } donation) return [];
        donation.Since = now;
        var page = donor.OnCredit(credit);
        if (!donor.IsDone) return page is null ? [] : [new(joiner, page)];
        _given.Remove(donation);
        return BeginWaiting(now);
    }

    /// <summary>The joiner has left the view.</summary>
    public IReadOnlyList<PageFor> Forget(MemberId joiner, DateTimeOffset now)
    {
        Remove(donation => donation.Request.Joiner == joiner);
        return BeginWaiting(now);
    }

    public IReadOnlyList<PageFor> OnTime(DateTimeOffset now)
    {
        _given.RemoveAll(donation => now - donation.Since >= TransferLimits.Tries * patience);
        return BeginWaiting(now);
    }

    private static bool IsReplacedBy(TransferRequest next, TransferRequest former) =>
        former.Share == next.Share || former.ShareCount != next.ShareCount;

    private static Donation? Find(List<Donation> among, MemberId joiner, long transferId) =>
        among.Find(donation => donation.Request.TransferId == transferId && donation.Request.Joiner == joiner);

    private List<PageFor> BeginWaiting(DateTimeOffset now)
    {
        // One that waits for its turn asks again and again; if not, it asks another by now.
        _waiting.RemoveAll(donation => now - donation.Since >= 2 * patience);
        var pages = new List<PageFor>();
        while (_waiting.Count > 0 && _given.Count < most)
        {
            var next = _waiting[0];
            _waiting.RemoveAt(0);
            _given.Add(next);
            next.Since = now;
            next.Donor = begin(next.Request);
            pages.Add(new(next.Request.Joiner, next.Donor.First()));
        }

        return pages;
    }

    private void Remove(Predicate<Donation> which)
    {
        _given.RemoveAll(which);
        _waiting.RemoveAll(which);
    }

    private sealed class Donation(TransferRequest request)
    {
        public TransferRequest Request => request;

        public TransferDonor? Donor { get; set; }

        public DateTimeOffset Since { get; set; }
    }
}
