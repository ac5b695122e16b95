using Akka.Sessions.Model;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>How this member stands, published by the manager for whoever asks on whatever thread.</summary>
internal sealed record Standing(View View, bool IsUp, bool IsTransferred, bool IsLinked)
{
    /// <summary>How far the state transfer is.</summary>
    public TransferProgress Transfer { get; init; }

    /// <summary>Settings that are not the same here and on another member; the same list for as long as nothing changes in it.</summary>
    public IReadOnlyList<SettingDifference> Differences { get; init; } = [];

    public bool IsReady => IsUp && IsTransferred && IsLinked;
}

/// <summary>What the manager shares with the threads of this node: all of it may be read at any time, only the manager writes.</summary>
internal sealed class ManagerBoard(MemberId self)
{
    private Standing _standing = new(new View(self, []), IsUp: false, IsTransferred: false, IsLinked: false);
    private ManagerFigures _figures = ManagerFigures.None;
    private IReadOnlyList<FormerLife> _former = [];
    private LastContact? _contact;
    private bool _isAside;

    public Standing Standing
    {
        get => Volatile.Read(ref _standing);
        set
        {
            Volatile.Write(ref _standing, value);
            StandingChanged(value);
        }
    }

    /// <summary>Told every new standing, on the thread that publishes it.</summary>
    public Action<Standing> StandingChanged { get; init; } = static _ => { };

    public ManagerFigures Figures
    {
        get => Volatile.Read(ref _figures);
        set => Volatile.Write(ref _figures, value);
    }

    public SessionHandles Sessions { get; } = new();

    /// <summary>What this node held before and has not brought along yet, the earliest life first; let go when it has.</summary>
    public IReadOnlyList<FormerLife> Former
    {
        get => Volatile.Read(ref _former);
        set => Volatile.Write(ref _former, value);
    }

    /// <summary>When this member knew all that the others knew.</summary>
    public LastContact? Contact
    {
        get => Volatile.Read(ref _contact);
        set => Volatile.Write(ref _contact, value);
    }

    /// <summary>This node is out of service. Whoever takes it out or puts it back sets it, on any thread.</summary>
    public bool IsAside
    {
        get => Volatile.Read(ref _isAside);
        set => Volatile.Write(ref _isAside, value);
    }

    /// <summary>Told that another member wants this one out of service (true) or back in, on the manager's thread.</summary>
    public Action<bool> ServiceOrdered { get; set; } = static _ => { };

    public AppliedCursors Applied { get; } = new();

    public SessionCounters Counters { get; init; } = new();

    /// <summary>Who hears of what happens to the sessions.</summary>
    public ISessionWatch Watch { get; init; } = NobodyWatches.Instance;
}
