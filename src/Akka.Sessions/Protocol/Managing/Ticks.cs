namespace Akka.Sessions.Protocol;

/// <summary>To the manager, every <c>announce-interval</c>.</summary>
internal sealed class AnnounceTick
{
    public static readonly AnnounceTick Instance = new();
}

/// <summary>To the manager when it asked to be woken: requests that wait are looked at more often than announcements go out.</summary>
internal sealed class WaitTick
{
    public static readonly WaitTick Instance = new();
}

/// <summary>To the manager, every <c>access-interval</c>.</summary>
internal sealed class AccessTick
{
    public static readonly AccessTick Instance = new();
}

/// <summary>To the manager, every <c>expiry-interval</c>.</summary>
internal sealed class ExpiryTick
{
    public static readonly ExpiryTick Instance = new();
}

/// <summary>To the replicator, every <see cref="Interval"/>: commits that wait too long are answered.</summary>
internal sealed class CommitTick
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    public static readonly CommitTick Instance = new();
}
