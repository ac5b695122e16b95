using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Simulation.World;

/// <summary>One life of one node: the protocols that the actors perform, performed by queues.</summary>
internal sealed class SimulatedMember : IManagerPort, IReplicatorPort, ISessionPort
{
    private readonly SimulatedWorld _world;
    private readonly Mailboxes _mailboxes;
    private readonly Mailbox _manager;
    private readonly Mailbox _replicator;
    private readonly SessionSurroundings _sessions;
    private readonly Fragments _managerFragments;
    private readonly Fragments _replicatorFragments;
    private TimeSpan _pausedUntil;

    /// <param name="world">Where it lives.</param>
    /// <param name="id">Which.</param>
    /// <param name="clock">The machine's.</param>
    /// <param name="former">The life of this process that was removed from the cluster, if there was one.</param>
    public SimulatedMember(SimulatedWorld world, MemberId id, MemberClock clock, SimulatedMember? former = null)
    {
        _world = world;
        _mailboxes = new(world.Random);
        Id = id;
        Clock = clock;
        Board = new(id) { Former = former is null ? [] : [.. former.Board.Former, new(former.Board.Sessions, former.Board.Contact)] };
        var settings = world.Settings;
        var log = world.LogOf(id);
        _managerFragments = new(id, world.Random.NextInt64());
        _replicatorFragments = new(id, world.Random.NextInt64());
        _sessions = new(id.Incarnation, this, Board.Sessions, settings, clock);
        Manager = new(new ManagerSurroundings(id, ProtocolVersion.Current, settings, Board, clock, log, world.Random.NextInt64), this);
        Replicator = new(new ReplicatorSurroundings(id, settings, clock, log), this);
        _manager = new(message => Manager.Receive(((Told)message).Message, ((Told)message).From));
        _replicator = new(Replicator.Receive);
        Every(settings.Replication.AnnounceInterval, AnnounceTick.Instance, _manager);
        Every(settings.AccessInterval, AccessTick.Instance, _manager);
        Every(settings.ExpiryInterval, ExpiryTick.Instance, _manager);
        Every(CommitTick.Interval * 4, CommitTick.Instance, _replicator);
        world.Time.After(world.Soon(500), () => Run(_manager, Subscribed.Instance));
    }

    public MemberId Id { get; }

    public MemberClock Clock { get; }

    public ManagerBoard Board { get; }

    public ManagerProtocol Manager { get; }

    public ReplicatorProtocol Replicator { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>The life that took along what this one held.</summary>
    public SimulatedMember? Next { get; set; }

    /// <summary>The true time.</summary>
    public TimeSpan Now => _world.Time.Now;

    /// <summary>Asked to leave: no client comes here any more.</summary>
    public bool IsDraining { get; set; }

    public bool MayServe => IsAlive && !IsDraining && Board.Standing.IsReady && _world.Time.Now >= _pausedUntil;

    /// <summary>Dies: nothing more is heard of this life.</summary>
    public void End() => IsAlive = false;

    /// <summary>What it held is held by someone still: by itself, or by the life that took it along. Ends always go along.</summary>
    public bool Survives(bool asEnd = false) =>
        IsAlive || (Next is { } next && next.Survives(asEnd) && (asEnd || !_world.History.LeftBehind.Contains(next.Id)));

    /// <summary>Stands still, as in a long garbage collection; what comes meanwhile waits.</summary>
    public void Pause(TimeSpan time) => _pausedUntil = _world.Time.Now + time;

    /// <summary>A message arrives from another member, or from the cluster.</summary>
    public void Deliver(object message, MemberId? from = null) => Run(_manager, message, from);

    /// <summary>A user of a session asks for something.</summary>
    public void Ask(SessionHandle? session, object request)
    {
        if (session is SimulatedSession kept)
        {
            MayStall(kept.Mailbox);
            Run(kept.Mailbox, request);
        }
        else Run(_manager, request);
    }

    /// <summary>Something of that session has arrived here and is not merged yet.</summary>
    public bool IsMerging(SessionId id) => _mailboxes.Waiting.Any(message => message is MergeRequest request
        ? request.Piece.Id == id
        : message is Told { Message: MergeRequest told } && told.Piece.Id == id);

    void IManagerPort.ToSelf(object message) => Enqueue(_manager, message);

    void IReplicatorPort.ToSelf(object message) => Enqueue(_replicator, message);

    void IReplicatorPort.ToManager(object message) => Enqueue(_manager, message);

    void ISessionPort.ToManager(object message) => Enqueue(_manager, message);

    void IManagerPort.ToReplicator(object message) => Enqueue(_replicator, message);

    void ISessionPort.ToReplicator(object message)
    {
        if (message is Offer offer) Note(offer);
        Enqueue(_replicator, message);
    }

    void IManagerPort.ToSession(SessionHandle session, object message)
    {
        var mailbox = ((SimulatedSession)session).Mailbox;
        MayStall(mailbox);
        Enqueue(mailbox, message);
    }

    void IManagerPort.Publish(ISessionMessage message) => _world.Network.Publish(this, _managerFragments.Of(message));

    void IReplicatorPort.Publish(ISessionMessage message) => _world.Network.Publish(this, _replicatorFragments.Of(message));

    void IManagerPort.Send(MemberId member, ISessionMessage message)
    {
        if (message is Cursors report && HiddenThoughAcknowledged(report) is { } hidden)
            _world.History.Errors.Add($"{Id} acknowledges batch {hidden.Source.Number} of {hidden.Source.Stream} and does not show {hidden.Piece.Id} as it is there");
        _world.Network.Send(this, member, _managerFragments.Of(message));
    }

    void IReplicatorPort.Send(MemberId member, ISessionMessage message) => _world.Network.Send(this, member, _replicatorFragments.Of(message));

    SessionHandle IManagerPort.NewSession(SessionId id)
    {
        SimulatedSession session = null!;
        session = new SimulatedSession(id, new(message => Perform(session, message)));
        return session;
    }

    void IManagerPort.Stop(SessionHandle session)
    {
        if (_world.Trace.IsOn) _world.Trace.Note(Id, $"forgets {session.Id}");
    }

    void IManagerPort.WakeAfter(TimeSpan time) => _world.Time.After(time, () => Run(_manager, WaitTick.Instance));

    private void Note(Offer offer)
    {
        foreach (var piece in offer.Pieces)
        {
            if (_world.Trace.IsOn) _world.Trace.Note(Id, $"writes {piece.Id}: {piece.State}, level {offer.Commit?.Level.ToString() ?? "none asked"}");
            if (offer.Pieces.Count == 1 && !IsAsWritten(piece)) _world.History.Errors.Add($"{Id} wrote to {piece.Id} what does not beat what it saw there");
        }

        _world.History.Offered(this, offer);
    }

    // Whoever writes has seen what was there, whatever any clock says: every write is on top of it.
    private bool IsAsWritten(SessionPiece piece) => !Board.Sessions.TryGet(piece.Id, out var handle) || handle.State.IsEnded
        || Enumerable.Range(0, piece.State.Attributes.Count).All(at =>
            handle.State.Attributes.StampOf(piece.State.Attributes.NameAt(at)) == piece.State.Attributes.CellAt(at).Stamp);

    // Pieces of batches that their session has not merged yet, and that together would change what a reader sees: not what it has from elsewhere,
    // nor an attribute that comes with one and goes with the next.
    private MergeRequest? HiddenThoughAcknowledged(Cursors report) => _mailboxes.Waiting.OfType<MergeRequest>()
        .Where(request => request.Source.Number > 0
            && report.Streams.Any(cursor => cursor.Stream == request.Source.Stream && cursor.Number >= request.Source.Number))
        .GroupBy(request => request.Piece.Id)
        .FirstOrDefault(waiting => Board.Sessions.TryGet(waiting.Key, out var handle) && !handle.State.IsEnded
            && Digest(waiting.Key, waiting.Aggregate(handle.State, (state, request) => SessionState.Merge(state, request.Piece.State)))
            != Digest(waiting.Key, handle.State))
        ?.First();

    private static ulong Digest(SessionId id, SessionState state) => SessionDigest.Of(id, state, isHeard: false);

    private void Perform(SimulatedSession session, object message)
    {
        if (!new SessionProtocol(session, _sessions).Receive(message)) throw new InvalidOperationException($"A session took no {message.GetType().Name}.");
    }

    private void Every(TimeSpan interval, object tick, Mailbox mailbox)
    {
        _world.Time.After(_world.Random.NextDouble() * interval, Again);

        void Again()
        {
            if (!IsAlive) return;
            _world.Time.After(interval, Again);
            if (_world.Time.Now >= _pausedUntil) Run(mailbox, tick);
        }
    }

    // On a busy node a session has to wait for a thread while the manager, the replicator and the other sessions go on.
    private void MayStall(Mailbox mailbox)
    {
        if (mailbox.IsStalled || mailbox.Messages.Count > 0 || _world.Random.Next(50) > 0) return;
        _mailboxes.Stall(mailbox);
        _world.Time.After(_world.Soon(150), GoOn);

        void GoOn()
        {
            if (!IsAlive) return;
            if (_world.Time.Now < _pausedUntil)
            {
                _world.Time.After(_pausedUntil - _world.Time.Now, GoOn);
                return;
            }

            _mailboxes.GoOn(mailbox);
            _mailboxes.Drain();
        }
    }

    private void Run(Mailbox mailbox, object message, MemberId? from = null)
    {
        if (!IsAlive) return;
        if (_world.Time.Now < _pausedUntil)
        {
            _world.Time.After(_pausedUntil - _world.Time.Now, () => Run(mailbox, message, from));
            return;
        }

        Enqueue(mailbox, message, from);
        _mailboxes.Drain();
    }

    private void Enqueue(Mailbox mailbox, object message, MemberId? from = null) =>
        _mailboxes.Tell(mailbox, mailbox == _manager ? new Told(message, from) : message);

    private sealed record Told(object Message, MemberId? From);

    private sealed class SimulatedSession(SessionId id, Mailbox mailbox) : SessionHandle(id)
    {
        public Mailbox Mailbox => mailbox;
    }
}
