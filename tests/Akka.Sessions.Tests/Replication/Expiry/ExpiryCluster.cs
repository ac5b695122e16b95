using System.Globalization;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Placement;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Replication.Expiry;

/// <summary>
/// Members whose wall clocks are wrong and jump, some sessions in use for a while, and a network that delays everything and loses votes, all
/// on one virtual clock. What batches carry (accesses, ends) is delayed and never lost: repair sees to that.
/// </summary>
internal sealed class ExpiryCluster
{
    public const int Timeout = 3000;
    private const int Sessions = 6;
    private const int UsedFor = 12_000;
    private const int TellInterval = 200;

    private readonly Random _random;
    private readonly double _loss;
    private readonly PriorityQueue<Action, (long Time, long Order)> _events = new();
    private readonly Node[] _nodes;
    private readonly long[] _usedUntil;
    private readonly int[] _ends = new int[Sessions];
    private long _time;
    private long _order;

    public ExpiryCluster(int seed, int members, double loss, int? crashAt)
    {
        _random = new Random(seed);
        _loss = loss;
        _nodes = [.. Enumerable.Range(0, members).Select(i => new Node(this, new($"node-{i}", 100 + i), _random))];
        _usedUntil = [.. Enumerable.Range(0, Sessions).Select(_ => (long)_random.Next(UsedFor))];
        foreach (var node in _nodes)
        {
            node.View = ViewOf(node, gone: null, isReachable: true);
            At(_random.Next(100), node.Tick);
        }

        for (var session = 0; session < Sessions; session++) UseAgain(session);
        if (crashAt is { } time) At(time, Crash);
    }

    /// <summary>What went wrong; empty when nothing did.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Sessions ended, and how often each at most.</summary>
    public (int Sessions, int Most) Ends => (_ends.Count(e => e > 0), _ends.Max());

    public void Run(long until)
    {
        while (_events.TryDequeue(out var action, out var at) && at.Time <= until)
        {
            _time = at.Time;
            action();
        }
    }

    private void At(long delay, Action action) => _events.Enqueue(action, (_time + delay, _order++));

    private void UseAgain(int session) => At(_random.Next(1, Timeout * 9 / 10), () =>
    {
        var node = _nodes[_random.Next(_nodes.Length)];
        if (node.IsAlive && !node.HasEnded[session]) node.Request(session);
        if (_time < _usedUntil[session]) UseAgain(session);
    });

    // Suspected after half a second, removed after one and a half.
    private void Crash()
    {
        var dead = _nodes[_random.Next(_nodes.Length)];
        dead.IsAlive = false;
        At(500, () => ShowAll(dead, isReachable: false));
        At(1500, () => ShowAll(dead, isReachable: null));
    }

    private void ShowAll(Node dead, bool? isReachable)
    {
        foreach (var node in _nodes.Where(n => n.IsAlive)) node.See(ViewOf(node, dead, isReachable));
    }

    private View ViewOf(Node node, Node? gone, bool? isReachable) => new(
        node.Id,
        _nodes.Where(n => n != gone || isReachable is not null).Select(n => new ViewMember(n.Id, IsReachable: n != gone || isReachable is true)));

    private void Send(MemberId to, ISessionMessage message)
    {
        if (_random.NextDouble() < _loss) return;
        var target = _nodes.Single(n => n.Id == to);
        At(_random.Next(1, 60), () => target.Receive(message));
    }

    private void Replicate(Node from, Action<Node> action)
    {
        foreach (var node in _nodes.Where(n => n != from)) At(_random.Next(1, 100), () => action(node));
    }

    private void OnEnded(Node by, int session)
    {
        _ends[session]++;
        // What a member that died had not told anyone died with it.
        var known = _nodes.Where(n => n.IsAlive).Max(n => n.UsedAt[session]);
        var last = _nodes.Max(n => n.UsedAt[session]);
        if (_time - known < Timeout) Failures.Add($"{by.Id.Address} ended session {session} at {_time}, used at {known}");
        if (_time - last >= Timeout * 2) Failures.Add($"{by.Id.Address} ended session {session} at {_time} only, used at {last}");
        Replicate(by, node => node.HearOfEnd(session));
    }

    private sealed class Node
    {
        private readonly ExpiryCluster _cluster;
        private readonly AccessTimes[] _accesses = new AccessTimes[Sessions];
        private readonly SessionExpiry<int> _expiry;
        private readonly TimeSpan _started;
        private readonly bool[] _isUntold = new bool[Sessions];
        private TimeSpan _skew;

        public Node(ExpiryCluster cluster, MemberId id, Random random)
        {
            _cluster = cluster;
            Id = id;
            _started = TimeSpan.FromHours(random.Next(100));
            _skew = TimeSpan.FromSeconds(random.Next(-3600, 3600));
            _expiry = new(id, TimeSpan.FromSeconds(1), new(TimeSpan.FromMilliseconds(TellInterval * 2), TimeSpan.FromMinutes(1)), AgeOf);
            for (var i = 0; i < Sessions; i++) _accesses[i].Note(Members.Now, TimeSpan.Zero, Moment.Uptime);
            View = new(id, []);
        }

        public MemberId Id { get; }

        public View View { get; set; }

        public bool IsAlive { get; set; } = true;

        public bool[] HasEnded { get; } = new bool[Sessions];

        public long[] UsedAt { get; } = new long[Sessions];

        private Moment Moment => new(Members.Now + _skew + TimeSpan.FromMilliseconds(_cluster._time), _started + TimeSpan.FromMilliseconds(_cluster._time));

        /// <summary>A request: waits while the session is held, or over by this member's measure; then uses it if it lives.</summary>
        public void Request(int session) => Perform(_expiry.Ask(Pieces.Id(session), session, View, Moment));

        public void Receive(ISessionMessage message)
        {
            if (!IsAlive) return;
            switch (message)
            {
                case ExpiryProposal proposal: Perform(_expiry.OnProposal(proposal, View, Moment)); break;
                case ExpiryVote vote: Perform(_expiry.OnVote(vote, Moment)); break;
                case ExpiryVerdict verdict: Perform(_expiry.OnVerdict(verdict)); break;
            }
        }

        public void See(View view)
        {
            View = view;
            Perform(_expiry.OnView(view, Moment));
        }

        public void Tick()
        {
            if (!IsAlive) return;
            if (_cluster._random.Next(100) == 0) _skew = TimeSpan.FromSeconds(_cluster._random.Next(-3600, 3600));
            Tell();
            Perform(_expiry.OnTime(Moment));
            var due = Enumerable.Range(0, Sessions).Select(Pieces.Id).Where(id => AgeOf(id, Moment) is { IsDue: true } age
                && ExpiryMember.Of(id, View, age.IsLongOverdue) == Id);
            Perform(_expiry.Propose([.. due], View, Moment));
            _cluster.At(50, Tick);
        }

        public void HearOfEnd(int session)
        {
            HasEnded[session] = true;
            Perform(_expiry.OnEnded(Pieces.Id(session)));
        }

        private void HearOfAccess(int session, DateTimeOffset at) => _accesses[session].Note(at, TimeSpan.Zero, Moment.Uptime);

        private void Tell()
        {
            for (var i = 0; i < Sessions; i++)
            {
                if (!_isUntold[i] || _cluster._random.Next(TellInterval / 50) > 0) continue;
                _isUntold[i] = false;
                if (_accesses[i].Take(null) is not { } at) continue;
                var session = i;
                _cluster.Replicate(this, node => node.HearOfAccess(session, at));
            }
        }

        private void Use(int session)
        {
            if (HasEnded[session]) return;
            _accesses[session].Touch(null, Moment, out var isNews);
            _isUntold[session] |= isNews;
            UsedAt[session] = _cluster._time;
        }

        private void Perform(ExpiryStep<int> step)
        {
            foreach (var (to, message) in step.Messages) _cluster.Send(to, message);
            foreach (var veto in step.Vetoes) _accesses[IndexOf(veto.Id)].Note(veto.LastAccess, veto.IdleFor, Moment.Uptime);
            foreach (var id in step.Ended)
            {
                if (HasEnded[IndexOf(id)]) continue;
                _cluster.OnEnded(this, IndexOf(id));
                HearOfEnd(IndexOf(id));
            }

            foreach (var session in step.Released) Use(session);
        }

        private SessionAge? AgeOf(SessionId id, Moment moment)
        {
            var session = IndexOf(id);
            var age = SessionAge.Of(SessionState.Empty, ref _accesses[session], TimeSpan.FromMilliseconds(ExpiryCluster.Timeout), moment);
            return age with { IsEnded = HasEnded[session] };
        }

        private static int IndexOf(SessionId id) => int.Parse(id.Value.AsSpan(id.Value.Length - 7), CultureInfo.InvariantCulture);
    }
}
