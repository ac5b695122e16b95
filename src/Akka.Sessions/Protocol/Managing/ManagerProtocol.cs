using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Protocol;

/// <summary>
/// What this member's manager says to the managers of the others: who takes part, whose batches arrived, what must be repaired, handed over
/// or looked for. One message at a time; one file for each conversation. Whoever performs it (an actor, or a simulation) tells it what comes,
/// and does what it says through the port.
/// </summary>
internal sealed partial class ManagerProtocol
{
    private readonly ManagerSurroundings _surroundings;
    private readonly IManagerPort _port;
    private readonly SteadyClock _clock;
    private readonly SessionSettings _settings;
    private readonly ManagerBoard _board;
    private readonly MemberId _self;
    private readonly ILogger _log;
    private View _view;

    public ManagerProtocol(ManagerSurroundings surroundings, IManagerPort port)
    {
        _surroundings = surroundings;
        _port = port;
        _clock = new SteadyClock(surroundings.Clock);
        _settings = surroundings.Settings;
        _agreed = AgreedSettings.Of(_settings);
        _board = surroundings.Board;
        _self = surroundings.Self;
        _log = surroundings.Log;
        _view = _board.Standing.View;
        _lonelySince = Now;
        _retained = new RetainedBatches(_settings.Replication.Retention);
        _fragments = new FragmentAssembly(FragmentBytes, FragmentPatience);
        _joiner = NewJoiner();
        _donations = NewDonations();
        _probe = new LinkProbe(_self, surroundings.NextRandom());
        _searches = new(_settings.Lookup.Limits);
        _tokenWaits = new(MaxTokenWaits, _settings.Lookup.TokenWait, _settings.Lookup.TokenTimeout);
        _wheel = new ExpiryWheel(Moment.Uptime, _settings.ExpiryInterval);
        _expiry = new(_self, _settings.ExpiryHold, new(_settings.AccessInterval, _settings.MaxClockSkew), AgeOf);
        _leaseHome = new LeaseHome(_self, _settings.Exclusive, HomeOf);
        _leases = new LeaseTenant<TaskCompletionSource<LeaseAnswer>>(_self, _settings.Exclusive, HomeOf);
        _tombstones = new Tombstones(_settings.MaxTombstones, _settings.TombstoneRetention);
        _skew = new ClockSkew(_settings.MaxClockSkew);
        var digested = new DigestedHandles(_board.Sessions, Encode);
        var transfer = _settings.Transfer;
        Digests = new DigestExchanges(_self, digested, transfer.PageTimeout, surroundings.NextRandom(), transfer.PageSize);
        _digestAnswers = new DigestAnswers(_self, digested, transfer.PageSize);
        _digestSchedule = new DigestSchedule(_self, _settings.Replication.DigestInterval);
        _contact = new ContactWatch(SurelyRemembered, _settings.Replication.AnnounceInterval);
    }

    /// <summary>Batches of others that are kept because someone may still miss them.</summary>
    public int RetainedBatches => _retained.Count;

    /// <summary>Ends and removals that are remembered.</summary>
    public int Tombstones => _tombstones.Count;

    private DateTimeOffset Now => _clock.Now;

    private DateTimeOffset WallNow => _surroundings.Clock.GetUtcNow();

    private Moment Moment => _surroundings.Clock.GetMoment();

    /// <summary>Takes whatever is told to the manager, from this member or another.</summary>
    /// <param name="message">A message of another member, a request of this one, or a tick.</param>
    /// <param name="from">The member it comes from, as far as whoever performs this can tell without looking into it.</param>
    // A message that fails costs itself, never what the manager knows: to start anew would be to forget every cursor.
    public void Receive(object message, MemberId? from = null)
    {
        try
        {
            if (message is not ISessionMessage said || IsBelieved(said, from)) Dispatch(message, from);
        }
        catch (WireFormatException e)
        {
            RefuseUnreadable(message, e);
        }
        catch (Exception e)
        {
            _log.MessageFailed(message.GetType().Name, e);
        }
    }

    /// <summary>How far this member is in every stream, for a person who looks for what hangs.</summary>
    public override string ToString() => string.Join("; ", _inboxes.Values.Select(inbox =>
        $"{inbox.Stream} at {inbox.Cursor} of {inbox.LastKnown}, kept from {_retained.FirstHeld(inbox.Stream)}, "
        + $"all have {_cursors.AcknowledgedByAll(inbox.Stream, _view)}, some {_cursors.Furthest(inbox.Stream, _view)}"));

    private void Dispatch(object message, MemberId? from)
    {
        switch (message)
        {
            case SessionRequest request: OnSessionRequest(request); break;
            case MergeRequest request: OnMergeRequest(request); break;
            case ReplicationBatch batch: OnBatch(batch, from); break;
            case BatchMerged merged: OnBatchMerged(merged); break;
            case Published published: OnPublished(published); break;
            case Cursors report: OnCursors(report); break;
            case AcknowledgeNow: Acknowledge(); break;
            case Fragment fragment: OnFragment(fragment, from); break;
            case RepairRequest request: OnRepairRequest(request, from); break;
            case RepairUnavailable answer: OnRepairUnavailable(answer, from); break;
            case TombstoneNoted noted: OnTombstoneNoted(noted); break;
            case ExpiryChanged change: Schedule(change.Handle, change.Handle.AgeAt(Moment, _settings.IdleTimeout).Remaining); break;
            case ExpiryQuestion question: Perform(_expiry.Ask(question.Id, question.Answer, _view, Moment)); break;
            case ExpiryProposal proposal: Perform(_expiry.OnProposal(proposal, _view, Moment)); break;
            case ExpiryVote vote: Perform(_expiry.OnVote(vote, Moment)); break;
            case ExpiryVerdict verdict: Perform(_expiry.OnVerdict(verdict)); break;
            case SearchRequest request: OnSearchRequest(request); break;
            case SearchMerged merged: Answer(merged.Result, isCertain: true); break;
            case TokenRequest request: OnTokenRequest(request); break;
            case LookupRequest request: OnLookupRequest(request, from); break;
            case LookupReply reply: OnLookupReply(reply); break;
            case TransferRequest request: OnTransferRequest(request, from); break;
            case TransferPage page: OnPage(page, from); break;
            case PageMerged merged: OnPageMerged(merged); break;
            case BroughtMerged merged: OnBroughtMerged(merged); break;
            case TransferCredit credit: OnCredit(credit, from); break;
            case DigestOffer offer: OnDigestOffer(offer); break;
            case DigestEntries entries: OnDigestEntries(entries); break;
            case DigestContent content: OnDigestContent(content); break;
            case DigestAnswer answer: OnDigestAnswer(answer); break;
            case DigestsMerged merged: OnDigestsMerged(merged); break;
            case LeaseWanted wanted: OnLeaseWanted(wanted); break;
            case LeaseUnwanted unwanted: Perform(_leases.GiveBack(unwanted.Answer, unwanted.Written, Moment.Uptime)); break;
            case SaidHere said: OnLeaseSaid(said.Message, _self); break;
            case LeaseRequest or LeaseGrant or LeaseRefused or LeaseRelease or LeaseReleased or LeaseQuestion or LeaseReport:
                OnLeaseSaid((ISessionMessage)message, from);
                break;
            case Hello hello: OnHello(hello); break;
            case Welcome welcome: OnWelcome(welcome); break;
            case HelloRefused refusal: OnHelloRefused(refusal); break;
            case Probe probe: OnProbe(probe); break;
            case ProbeAck ack: OnProbeAck(ack); break;
            case ServiceOrder order: OnServiceOrder(order); break;
            case ServiceNotice notice: OnServiceNotice(notice); break;
            case ServiceRequest request: OnServiceRequest(request); break;
            case MembersChanged members: OnMembers(members); break;
            case Subscribed: OnSubscribed(); break;
            case AnnounceTick: OnAnnounceTick(); break;
            case AccessTick: TellAccesses(); break;
            case ExpiryTick: OnExpiryTick(); break;
            case WaitTick: OnWaitTick(); break;
            case ResyncRequest request: OnResyncRequest(request); break;
            case StopAnnounced: _isStopping = true; break;
            case DrainRequest drain: _port.ToReplicator(drain); break;
            default: throw new ArgumentException($"The manager takes no {message.GetType().Name}.", nameof(message));
        }
    }

    private void OnAnnounceTick()
    {
        _refusalIsLogged = false;
        WarnIfAlone();
        Greet();
        Probe();
        Announce();
        OnTransferTime();
        CompareWithOthers();
        OnLeaseTime();
        NoteContact();
        _fragments.OnTime(Now);
        TellService();
        PublishStanding();
        PublishFigures();
    }

    private void PublishStanding()
    {
        // Once linked with all, always linked: a member that joins later proves the link before it is ready itself, and must not take the
        // members that serve out of the balancer meanwhile. Not before this one is up, since until then it may know of nobody.
        _wasLinked |= IsUp && _isSubscribed && _probe.IsLinked(_view);
        var standing = new Standing(_view, IsUp, IsComplete, _wasLinked) { Transfer = _joiner.Progress, Differences = _differences };
        if (standing == _board.Standing) return;
        if (standing.IsReady != _board.Standing.IsReady) _log.ReadinessChanged(standing.IsReady, _view.Members.Length, _board.Sessions.LiveCount);
        _board.Standing = standing;
    }
}

/// <summary>What the manager works with.</summary>
/// <param name="Self">This member.</param>
/// <param name="ProtocolVersion">What it speaks.</param>
/// <param name="Settings">As configured.</param>
/// <param name="Board">What the manager shares with the threads of this node.</param>
/// <param name="Clock">The time.</param>
/// <param name="Log">Where to log.</param>
/// <param name="NextRandom">Draws numbers that no other life of this node has drawn.</param>
/// <param name="SeedNodes">For the warning that none of them answers.</param>
internal sealed record ManagerSurroundings(
    MemberId Self,
    int ProtocolVersion,
    SessionSettings Settings,
    ManagerBoard Board,
    TimeProvider Clock,
    ILogger Log,
    Func<long> NextRandom,
    string SeedNodes = "");
