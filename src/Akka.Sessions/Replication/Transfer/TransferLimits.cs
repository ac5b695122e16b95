namespace Akka.Sessions.Replication;

/// <summary>How a joiner goes about its transfer.</summary>
/// <param name="Shares">Into how many shares the id space is cut. More spread better over the donors; each costs its donor one pass over its ids.</param>
/// <param name="SharesPerDonor">
/// Shares asked of one donor at a time. With two the donor makes a page of one while that of the other is merged here; more would only pile up
/// pages in front of the same merging, and lists of ids at the donor.
/// </param>
/// <param name="Patience">How long a page may take before it is asked for again.</param>
internal sealed record TransferLimits(int Shares, int SharesPerDonor, TimeSpan Patience)
{
    /// <summary>How often a page is waited for before another donor is asked.</summary>
    public const int Tries = 3;

    /// <summary>How many pages a donor gives before it is compared with another.</summary>
    public const int HeadStart = 4;

    public static TransferLimits Of(int shares, TimeSpan patience) => new(shares, SharesPerDonor: 2, patience);
}
