using System.Collections.Immutable;

namespace Akka.Cluster;

internal enum ReachabilityStatus
{
    Reachable,
    Unreachable,

    /// <summary>Known to be gone for good, because another incarnation runs at its address.</summary>
    Terminated,
}

/// <summary>
/// Who does not hear from whom. Each observer's row carries a version that only the observer itself raises,
/// so the row with the higher version is what the observer says now.
/// </summary>
internal sealed class Reachability
{
    public static readonly Reachability Empty = new(ImmutableDictionary<UniqueAddress, Row>.Empty);

    private ImmutableHashSet<UniqueAddress>? _unreachable;

    public Reachability(ImmutableDictionary<UniqueAddress, Row> rows) => Rows = rows;

    /// <summary>What one observer sees. A subject that is not listed is reachable.</summary>
    public sealed record Row(long Version, ImmutableDictionary<UniqueAddress, ReachabilityStatus> Subjects);

    public ImmutableDictionary<UniqueAddress, Row> Rows { get; }

    /// <summary>Everyone whom at least one observer does not hear from.</summary>
    public ImmutableHashSet<UniqueAddress> AllUnreachable => _unreachable ??= [.. Rows.Values.SelectMany(row => row.Subjects.Keys)];

    public IEnumerable<UniqueAddress> AllObservers => Rows.Where(entry => !entry.Value.Subjects.IsEmpty).Select(entry => entry.Key);

    public bool IsReachable(UniqueAddress node) => !AllUnreachable.Contains(node);

    public ReachabilityStatus Status(UniqueAddress observer, UniqueAddress subject) =>
        Rows.TryGetValue(observer, out var row) ? row.Subjects.GetValueOrDefault(subject) : ReachabilityStatus.Reachable;

    public IEnumerable<UniqueAddress> UnreachableFrom(UniqueAddress observer) =>
        Rows.TryGetValue(observer, out var row) ? row.Subjects.Keys : [];

    public Reachability Unreachable(UniqueAddress observer, UniqueAddress subject) =>
        Change(observer, subject, ReachabilityStatus.Unreachable);

    public Reachability Reachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Reachable);

    public Reachability Terminated(UniqueAddress observer, UniqueAddress subject) =>
        Change(observer, subject, ReachabilityStatus.Terminated);

    public Reachability RemoveObservers(IReadOnlySet<UniqueAddress> observers) =>
        observers.Count == 0 ? this : new(Rows.RemoveRange(observers));

    /// <summary>Without these as observers and as subjects. Versions stay: the others' rows did not change by their own will.</summary>
    public Reachability Remove(IReadOnlyCollection<UniqueAddress> nodes)
    {
        if (nodes.Count == 0) return this;
        var rows = Rows.RemoveRange(nodes);
        return new(rows.ToImmutableDictionary(row => row.Key, row => row.Value with { Subjects = row.Value.Subjects.RemoveRange(nodes) }));
    }

    public Reachability Merge(Reachability that)
    {
        var merged = Rows.ToBuilder();
        foreach (var (observer, row) in that.Rows)
            if (!merged.TryGetValue(observer, out var mine) || row.Version > mine.Version) merged[observer] = row;
        return new Reachability(merged.ToImmutable());
    }

    private Reachability Change(UniqueAddress observer, UniqueAddress subject, ReachabilityStatus status)
    {
        var row = Rows.GetValueOrDefault(observer) ?? new Row(0, ImmutableDictionary<UniqueAddress, ReachabilityStatus>.Empty);
        var old = row.Subjects.GetValueOrDefault(subject);
        if (old == status || old == ReachabilityStatus.Terminated) return this;
        var subjects = status == ReachabilityStatus.Reachable ? row.Subjects.Remove(subject) : row.Subjects.SetItem(subject, status);
        return new Reachability(Rows.SetItem(observer, new Row(row.Version + 1, subjects)));
    }
}
