using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>
/// What is not taken from others. Members believe each other's words about themselves; what cannot be read, and what one says in the name of
/// another, is refused and counted. Who sent a message the port alone knows: nothing in the message proves it.
/// </summary>
internal sealed partial class ManagerProtocol
{
    private bool _refusalIsLogged;

    private bool IsBelieved(ISessionMessage message, MemberId? from)
    {
        if (SpeakerOf(message) is not { } speaker || speaker == from) return true;
        // No lie: what was published here comes back, and of another life at its sender's address, or a node that is no member yet or any more,
        // the cluster has just not told everyone.
        var isLie = from is { } sender ? sender.Address != speaker.Address : speaker != _self && _view.Contains(speaker);
        if (isLie) RefuseForged(message, from);
        return false;
    }

    // Batches name their origin, and others pass them on: see IsFromOrigin. The rest names nobody and is taken for its sender's.
    private MemberId? SpeakerOf(ISessionMessage message) => message switch
    {
        Cursors said => said.Member,
        Hello said => said.Member,
        Welcome said => said.Member,
        HelloRefused said => said.Member,
        Probe said => said.Member,
        ProbeAck said => said.Member,
        ServiceOrder said => said.Member,
        ServiceNotice said => said.Member,
        Fragment said => said.Member,
        TransferRequest said => said.Joiner,
        LookupReply said => said.Member,
        DigestOffer said => said.Member,
        DigestEntries said => said.Member,
        DigestContent said => said.Member,
        DigestAnswer said => said.Member,
        ExpiryVote said => said.Member,
        ExpiryProposal said => MemberOf(said.Round.Proposer),
        ExpiryVerdict said => MemberOf(said.Round.Proposer),
        LeaseRequest said => MemberOf(said.Lease.Origin),
        LeaseRelease said => MemberOf(said.Lease.Origin),
        LeaseQuestion said => said.Member,
        LeaseReport said => said.Member,
        _ => null,
    };

    // That of one who is no member decides nothing.
    private MemberId? MemberOf(int incarnation) => _view.TryFind(incarnation, out var member) ? member : null;

    // While its origin is a member a batch comes from there, or from whom it was asked of. Of the departed anyone may tell.
    private bool IsFromOrigin(ReplicationBatch batch, Inbox inbox, MemberId? from)
    {
        if (!_view.TryFind(batch.Stream.Origin, out var origin) || origin == from) return true;
        if (from is { } relay && inbox.Relays.Contains(relay)) return true;
        RefuseForged(batch, from);
        return false;
    }

    private void RefuseForged(ISessionMessage message, MemberId? from)
    {
        _board.Counters.MessageRefused();
        if (MayLogRefusal()) _log.MessageForged(message.GetType().Name, from?.ToString() ?? "a stranger");
    }

    private void RefuseUnreadable(object message, WireFormatException cause)
    {
        _board.Counters.MessageRefused();
        if (MayLogRefusal()) _log.MessageUnreadable(message.GetType().Name, cause);
    }

    // One between two ticks: whoever sends one may send thousands.
    private bool MayLogRefusal() => !_refusalIsLogged && (_refusalIsLogged = true);
}
