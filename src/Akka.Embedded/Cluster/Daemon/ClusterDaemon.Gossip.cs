using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>How a change comes to all: at once to some, from them to others, and by the periodic gossip to whoever was missed.</summary>
internal sealed partial class ClusterDaemon
{
    /// <summary>How many are told of a change at once, besides the leader.</summary>
    private const int FanOut = 3;

    private static readonly TimeSpan PushDelay = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan TombstoneRetention = TimeSpan.FromHours(24);

    private readonly LogLimiter _ignored = new();

    private void OnGossip(GossipEnvelope envelope)
    {
        var before = State;
        var outcome = _membership.Receive(envelope.From, envelope.To, envelope.Gossip);
        switch (outcome)
        {
            case GossipOutcome.Taken or GossipOutcome.TakenAndAnswer:
                Follow(before);
                if (outcome == GossipOutcome.TakenAndAnswer) SendGossip(envelope.From);
                break;
            case GossipOutcome.NeverHeardOfMe:
                Log("Joining again through [{0}]: the member that let this node in told nobody", envelope.From.Address);
                DaemonOn(envelope.From.Address).Tell(new Join(SelfNode, _settings.Roles, _settings.AppVersion), Self);
                break;
            case GossipOutcome.FromRemoved:
                _log.Warning("Gossip from [{0}], which was removed from the cluster; telling it so", envelope.From);
                DaemonOn(envelope.From.Address).Tell(new GossipEnvelope(SelfNode, envelope.From, State.Gossip), Self);
                break;
            case GossipOutcome.SaysIWasRemoved:
                _log.Error(
                    "[{0}] says that this node was removed while it was unreachable. Shutting down; only a new actor system can join again",
                    envelope.From);
                ShutDown();
                break;
            default:
                Ignore(envelope.From, envelope.To, outcome);
                break;
        }
    }

    private void OnStatus(GossipStatus status)
    {
        if (!State.HearsFrom(status.From))
        {
            Ignore(status.From, SelfNode, State.Gossip.HasMember(status.From) ? GossipOutcome.FromUnreachable : GossipOutcome.FromStranger);
            return;
        }
        switch (status.Version.CompareTo(State.Gossip.Version))
        {
            case ClockOrder.Same:
                break;
            case ClockOrder.After:
                // Its state is newer: the status makes it send that.
                DaemonOn(status.From.Address).Tell(new GossipStatus(SelfNode, State.Gossip.Version), Self);
                break;
            default:
                SendGossip(status.From);
                break;
        }
    }

    private void OnGossipTick()
    {
        _membership.PruneTombstones(WallClock - (long)TombstoneRetention.TotalMilliseconds);
        var preference = GossipPartners.PreferenceFor(
            State.Gossip.Members.Count, _settings.GossipDifferentViewProbability, _settings.ReduceGossipDifferentViewProbability);
        if (GossipPartners.Choose(State, preference, _random) is not { } partner) return;
        if (State.Gossip.IsSeenBy(partner)) DaemonOn(partner.Address).Tell(new GossipStatus(SelfNode, State.Gossip.Version), Self);
        else SendGossip(partner);
    }

    private void PushSoon()
    {
        if (!Timers.IsTimerActive(nameof(PushTick))) Timers.StartSingleTimer(nameof(PushTick), new PushTick(), PushDelay);
    }

    private void OnPushTick()
    {
        foreach (var node in GossipPartners.ForChange(State, FanOut, _random)) SendGossip(node);
    }

    // Whoever can reach the port can cause this, so it is rationed.
    private void Ignore(UniqueAddress from, UniqueAddress to, GossipOutcome outcome)
    {
        if (!_ignored.TryTake(out var held)) return;
        Log("Ignoring gossip from [{0}] to [{1}]: {2} ({3} such lines were held back)", from, to, outcome, held);
        // If it believes to be a member it learns so that it is not.
        if (outcome == GossipOutcome.FromStranger && string.Equals(from.Address.System, SelfNode.Address.System, StringComparison.Ordinal))
            DaemonOn(from.Address).Tell(new GossipEnvelope(SelfNode, from, State.Gossip), Self);
    }

    private void SendGossip(UniqueAddress node)
    {
        if (State.HearsFrom(node)) DaemonOn(node.Address).Tell(new GossipEnvelope(SelfNode, node, State.Gossip), Self);
    }
}
