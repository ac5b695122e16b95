using System.Diagnostics;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>The span of a starting node's state transfer: from when it is up in the cluster until all sessions are here.</summary>
internal sealed class TransferSpan(MemberId self)
{
    private Activity? _span;

    /// <summary>By the manager; once more by whoever ends this life, on another thread.</summary>
    public void OnStanding(Standing standing)
    {
        if (standing is { IsUp: true, IsTransferred: false })
        {
            _span ??= SessionActivities.Transfer(self);
            return;
        }

        Interlocked.Exchange(ref _span, null)?.Concluded(standing);
    }
}
