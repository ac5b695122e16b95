using System.Globalization;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Replication.Leases;

/// <summary>
/// Members that come, go, crash and are cut off, users that want a few sessions for themselves, and a network that loses, doubles and delays, on
/// one virtual clock. Every member hears of the others a little later than the next.
/// </summary>
internal sealed class LeaseCluster
{
    private const int SessionCount = 4;

    private readonly PriorityQueue<Action, (long Time, long Order)> _events = new();
    private readonly List<LeaseMember> _lives = [];
    private readonly Dictionary<MemberId, MemberStanding> _members = [];
    private readonly HashSet<MemberId> _unreachable = [];
    private readonly HashSet<MemberId> _cutOff = [];
    private readonly HashSet<MemberId> _behind = [];
    private readonly Dictionary<SessionId, WrittenMarks> _acknowledged = [];
    private readonly LeaseLimits _limits = new() { Page = 3, Leases = 200, Timeout = TimeSpan.FromSeconds(5) };
    private readonly double _loss;
    private readonly int _slowest;
    private long _order;
    private int _started;
    private bool _isInTrouble;

    /// <param name="seed">Draws everything.</param>
    /// <param name="members">At the beginning.</param>
    /// <param name="loss">Share of messages that are lost, and that come twice.</param>
    /// <param name="slowest">The longest that a message is under way, in milliseconds.</param>
    public LeaseCluster(int seed, int members, double loss, int slowest = 20)
    {
        Random = new(seed);
        _loss = loss;
        _slowest = slowest;
        for (var i = 0; i < members; i++) Start();
        Every(10, Replicate);
    }

    public Random Random { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>What went wrong; empty when nothing did.</summary>
    public List<string> Failures { get; } = [];

    public List<LeaseUser> Users { get; } = [];

    public int GrantCount { get; private set; }

    public int AcknowledgedCount { get; private set; }

    public IEnumerable<LeaseMember> Living => _lives.Where(life => life.IsAlive);

    public LeaseMember? Find(MemberId id) => _lives.Find(life => life.Id == id);

    public void After(TimeSpan delay, Action action) => _events.Enqueue(action, ((Now + delay).Ticks, _order++));

    public TimeSpan Between(int from, int to) => TimeSpan.FromMilliseconds(Random.Next(from, to + 1));

    public void Run(TimeSpan time)
    {
        var end = Now + time;
        while (_events.TryPeek(out var action, out var at) && at.Time <= end.Ticks)
        {
            _events.Dequeue();
            Now = TimeSpan.FromTicks(at.Time);
            action();
        }

        Now = end;
    }

    public void BeginUsing(int users, int untilMilliseconds)
    {
        for (var i = 0; i < users; i++)
        {
            After(Between(1000, untilMilliseconds), () =>
            {
                if (Living.Where(life => !_cutOff.Contains(life.Id)).ToArray() is not { Length: > 0 } able) return;
                var user = new LeaseUser(this, able[Random.Next(able.Length)], Pieces.Id(Random.Next(SessionCount)));
                Users.Add(user);
                user.Member.Ask(user);
            });
        }
    }

    public void BeginTrouble(int untilMilliseconds)
    {
        for (var at = 2000; at < untilMilliseconds; at += Random.Next(500, 4000)) After(TimeSpan.FromMilliseconds(at), Strike);
        for (var at = 2000; at < untilMilliseconds; at += Random.Next(1000, 4000)) After(TimeSpan.FromMilliseconds(at), FallBehind);
    }

    /// <summary>To a member, or lost, or twice, or later than what was sent after it.</summary>
    public void Carry(LeaseMember from, MemberId to, ISessionMessage message)
    {
        for (var copies = Random.NextDouble() < _loss ? 2 : 1; copies > 0; copies--)
        {
            var isLost = from.Id != to && (Random.NextDouble() < _loss || IsCut(from.Id, to));
            if (!isLost) After(Between(0, from.Id == to ? 2 : _slowest), () => Arrive(message, from.Id, to));
        }
    }

    public void Granted(LeaseUser user)
    {
        GrantCount++;
        var holders = Living.Where(life => _members.ContainsKey(life.Id)).SelectMany(life => life.Holding).Where(other => other.Session == user.Session);
        if (_members.ContainsKey(user.Member.Id) && holders.Count() > 1)
            Failures.Add(string.Create(CultureInfo.InvariantCulture, $"{Now.TotalSeconds}: {user.Session} has two holders"));
    }

    /// <summary>
    /// Whoever was removed reads what it has; what it writes is acknowledged by nobody. And what a majority of one had is gone with that one.
    /// </summary>
    public void Read(LeaseUser user)
    {
        if (!_members.ContainsKey(user.Member.Id) || !_acknowledged.TryGetValue(user.Session, out var written)) return;
        foreach (var missing in written.All.Where(mark => !user.Member.Has(mark) && IsSomewhere(mark)))
            Failures.Add(string.Create(CultureInfo.InvariantCulture, $"{Now.TotalSeconds}: {user.Session} is read by {user.Member.Id} without {missing}"));
    }

    private bool IsSomewhere(StreamCursor written) => Living.Any(life => _members.ContainsKey(life.Id) && life.Has(written));

    public void Acknowledged(SessionId session, StreamCursor written)
    {
        AcknowledgedCount++;
        if (!_acknowledged.TryGetValue(session, out var marks)) _acknowledged[session] = marks = new();
        marks.Note(written);
    }

    public void Spread(LeaseMember origin, StreamCursor written)
    {
        foreach (var other in Living.Where(life => life != origin)) After(Between(1, 300), () => Apply(origin, other, written));
    }

    /// <summary>More than half of the full members that the writer sees have it and say so: those that do not know it any more say nothing.</summary>
    public bool HasMajority(LeaseMember writer, StreamCursor written)
    {
        var voters = writer.View.Members.Where(member => member.CountsInMajority).ToArray();
        var votes = voters.Count(voter => voter.Id == writer.Id || (Find(voter.Id) is { IsAlive: true } other
            && !IsCut(writer.Id, voter.Id) && other.View.Contains(writer.Id) && other.Has(written)));
        return votes > voters.Length / 2;
    }

    private void Arrive(ISessionMessage message, MemberId from, MemberId to)
    {
        if (Find(to) is { IsAlive: true } receiver && (from == to || receiver.View.Contains(from))) receiver.Take(message, from);
    }

    private bool IsCut(MemberId a, MemberId b) => _cutOff.Contains(a) != _cutOff.Contains(b);

    private void Apply(LeaseMember from, LeaseMember to, StreamCursor written)
    {
        if (from.IsAlive && to.IsAlive && !IsCut(from.Id, to.Id) && !_behind.Contains(to.Id) && to.Applied.GetValueOrDefault(written.Stream) == written.Number - 1)
            to.Applied[written.Stream] = written.Number;
    }

    // Repair, from whoever has more.
    private void Replicate()
    {
        LeaseMember[] living = [.. Living];
        if (living.Length < 2) return;
        var (from, to) = (living[Random.Next(living.Length)], living[Random.Next(living.Length)]);
        if (IsCut(from.Id, to.Id) || _behind.Contains(to.Id)) return;
        foreach (var (stream, number) in from.Applied) to.Applied[stream] = Math.Max(number, to.Applied.GetValueOrDefault(stream));
    }

    private void Start()
    {
        _started++;
        var life = new LeaseMember(this, new MemberId($"node-{_started}", 100 + _started), _limits);
        _lives.Add(life);
        // By state transfer.
        foreach (var other in Living.Where(other => other != life && !_cutOff.Contains(other.Id)))
        {
            foreach (var (stream, number) in other.Applied) life.Applied[stream] = Math.Max(number, life.Applied.GetValueOrDefault(stream));
        }

        _members[life.Id] = MemberStanding.Joining;
        TellAll();
        After(Between(100, 700), () =>
        {
            if (!_members.ContainsKey(life.Id)) return;
            _members[life.Id] = MemberStanding.Up;
            TellAll();
        });
        After(TimeSpan.Zero, Tick);

        void Tick()
        {
            if (!life.IsAlive) return;
            life.Tick();
            After(TimeSpan.FromMilliseconds(200), Tick);
        }
    }

    private void Strike()
    {
        if (_isInTrouble) return;
        LeaseMember[] able = [.. Living.Where(life => _members.GetValueOrDefault(life.Id) is MemberStanding.Up)];
        if (able.Length == 0) return;
        var one = able[Random.Next(able.Length)];
        switch (Random.Next(4))
        {
            case 0 when able.Length > 1: Crash(one); break;
            case 1 when able.Length > 2: CutOff(one); break;
            case 2 when able.Length > 1: Leave(one); break;
            default: Start(); break;
        }
    }

    // It takes part, and applies nothing for a while.
    private void FallBehind()
    {
        LeaseMember[] living = [.. Living];
        var slow = living[Random.Next(living.Length)].Id;
        _behind.Add(slow);
        After(Between(500, 4000), () => _behind.Remove(slow));
    }

    private void Crash(LeaseMember dead)
    {
        _isInTrouble = true;
        dead.IsAlive = false;
        After(Between(200, 1000), () => Suspect(dead));
        After(Between(1200, 3000), () => Remove(dead));
    }

    // It comes back in time, or the others remove it, and it goes on for a while without knowing.
    private void CutOff(LeaseMember one)
    {
        _isInTrouble = true;
        _cutOff.Add(one.Id);
        After(Between(200, 1000), () => Suspect(one));
        if (Random.Next(2) == 0)
        {
            After(Between(1200, 3000), () =>
            {
                _cutOff.Remove(one.Id);
                _unreachable.Remove(one.Id);
                _isInTrouble = false;
                TellAll();
            });
            return;
        }

        After(Between(1200, 3000), () => Remove(one));
        After(Between(3000, 5000), () => one.IsAlive = false);
    }

    private void Leave(LeaseMember one)
    {
        _members[one.Id] = MemberStanding.Leaving;
        TellAll();
        After(Between(300, 900), () =>
        {
            if (!_members.ContainsKey(one.Id)) return;
            // It leaves when the others have all that it has.
            foreach (var other in Living)
            {
                foreach (var (stream, number) in one.Applied) other.Applied[stream] = Math.Max(number, other.Applied.GetValueOrDefault(stream));
            }

            _members.Remove(one.Id);
            TellAll();
            After(Between(300, 900), () => one.IsAlive = false);
        });
    }

    private void Suspect(LeaseMember one)
    {
        _unreachable.Add(one.Id);
        TellAll();
    }

    private void Remove(LeaseMember one)
    {
        _members.Remove(one.Id);
        _unreachable.Remove(one.Id);
        _isInTrouble = false;
        TellAll();
    }

    private void TellAll()
    {
        foreach (var life in Living) After(Between(1, 250), () => Tell(life));
    }

    private void Tell(LeaseMember life)
    {
        if (!life.IsAlive) return;
        if (_members.ContainsKey(life.Id) && !_cutOff.Contains(life.Id)) life.See(_members.Select(member => new ViewMember(member.Key, member.Value, !_unreachable.Contains(member.Key))));
        // What is cut off knows only that it reaches nobody.
        else if (_cutOff.Contains(life.Id)) life.See(life.View.Members.Select(member => member with { IsReachable = member.Id == life.Id }));
    }

    private void Every(int milliseconds, Action action) => After(TimeSpan.FromMilliseconds(milliseconds), () =>
    {
        action();
        Every(milliseconds, action);
    });
}
