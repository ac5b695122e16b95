using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// Notes on every tick whether this member knows all that the others know. A member that stood still may have been removed meanwhile without
/// having heard of it: it takes its view for true again only after a while in which nothing spoke against it.
/// </summary>
/// <param name="limit">How long ends are surely remembered; standing still and settling are small parts of it.</param>
/// <param name="tick">How often <see cref="OnTick"/> is called.</param>
internal sealed class ContactWatch(TimeSpan limit, TimeSpan tick)
{
    private const int StandstillParts = 8;
    private const int SettlingParts = 4;
    private const int MissedTicks = 5;

    private readonly TimeSpan _standstill = TimeSpan.FromTicks(Math.Max((limit / StandstillParts).Ticks, (tick * MissedTicks).Ticks));
    private readonly Dictionary<string, Moment> _partings = new(StringComparer.Ordinal);
    private View? _view;
    private Moment? _tick;
    private Moment? _stoodStillAt;

    /// <summary>The last contact; <see langword="null"/> when there never was any.</summary>
    public LastContact? Last { get; private set; }

    public void OnView(View view)
    {
        foreach (var member in _view?.Others ?? [])
        {
            var hasLeft = member is { Standing: MemberStanding.Leaving, IsReachable: true };
            if (!hasLeft && !view.Contains(member.Id) && Last is { } last) _partings.TryAdd(member.Id.Address, last.At);
        }

        // Another life at that address: what it was parted from has come back to this cluster.
        foreach (var member in view.Others) _partings.Remove(member.Id.Address);
        _view = view;
        if (Last is { } contact) Last = contact with { BeforeParting = FirstPartingOr(contact.At) };
    }

    /// <param name="isWhole">This member is in the cluster, reaches everyone and misses nothing that it has heard of.</param>
    /// <param name="now">Now.</param>
    public void OnTick(bool isWhole, Moment now)
    {
        if (_tick is { } before && now.Since(before) > _standstill) _stoodStillAt = now;
        _tick = now;
        if (_stoodStillAt is { } since && now.Since(since) < limit / SettlingParts) return;
        _stoodStillAt = null;
        if (isWhole && _view is { } view) Last = new(now, view, FirstPartingOr(now));
    }

    private Moment FirstPartingOr(Moment now)
    {
        var first = now;
        foreach (var parting in _partings.Values)
        {
            if (parting.Uptime < first.Uptime) first = parting;
        }

        return first;
    }
}
