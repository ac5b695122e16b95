using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Replication;

/// <summary>
/// Some members, of which one, several or all are joining, and a network between them that for a while loses, repeats and reorders, while members
/// die, become unreachable, write, and fail to read pages. After that everything that is sent arrives.
/// </summary>
internal sealed class TransferWorld
{
    private const int Base = 80;
    private const int MaxSteps = 50_000;

    private readonly Random _random;
    private readonly List<WorldMember> _members = [];
    private readonly List<(MemberId From, WorldMember To, object Message)> _sent = [];
    private readonly List<(WorldMember At, TransferPage Page)> _merging = [];
    private readonly HashSet<(MemberId, int)> _mergedOnce = [];
    private readonly bool _isEveryDonorComplete;
    private DateTimeOffset _now = Members.Now;
    private bool _isFaulty = true;

    public TransferWorld(int seed)
    {
        _random = new Random(seed);
        var count = _random.Next(2, 6);
        var joiners = _random.Next(3) switch { 0 => 1, 1 => count, _ => _random.Next(1, count + 1) };
        _isEveryDonorComplete = joiners == 1;
        for (var i = 0; i < count; i++) _members.Add(NewMember(i, isJoining: i < joiners));
        Initial = _members.ToDictionary(m => m.Id, m => m.Held.ToArray());
    }

    public IReadOnlyList<WorldMember> Alive => _members;

    public Dictionary<MemberId, int[]> Initial { get; }

    public void Run()
    {
        SeeEachOther();
        var faults = _random.Next(0, 400);
        for (var step = 0; _members.Any(m => !m.IsComplete); step++)
        {
            Assert.True(step < MaxSteps, $"No end: {string.Join(", ", _members.Select(m => (m.Joiner?.Progress, m.Donations.Count, m.Donations.Waiting)))}");
            if (step == faults) Calm();
            if (_isFaulty && Chance(0.03)) Fault();
            if (_merging.Count > 0 && Chance(0.5)) FinishMerging();
            else if (_sent.Count > 0 && Chance(0.95)) Deliver();
            else Pass(TimeSpan.FromMilliseconds(300));
        }
    }

    private WorldMember NewMember(int index, bool isJoining)
    {
        var id = new MemberId($"akka.tcp://shop@10.0.0.{index}:4053", index + 11);
        var member = new WorldMember(id, donations: _random.Next(1, 6), () => _now);
        var share = isJoining ? _random.Next(3) * 0.4 : 1;
        member.Held.UnionWith(Enumerable.Range(0, Base).Where(_ => Chance(share)));
        for (var stream = 0; stream < 2; stream++)
        {
            if (Chance(0.2)) continue;
            var until = Enumerable.Range(0, Base / 2).TakeWhile(batch => member.Held.Contains(batch * 2 + stream)).Count();
            member.Cursors[stream] = Math.Max(0, until - _random.Next(5));
        }

        if (isJoining) member.Joiner = new(id, new TransferLimits(_random.Next(1, 9), _random.Next(1, 4), TimeSpan.FromSeconds(1)), _random.Next());
        return member;
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private WorldMember Any() => _members[_random.Next(_members.Count)];

    private void Fault()
    {
        switch (_random.Next(4))
        {
            case 0 when _members.Count > 1 && Chance(0.5):
                var dead = Any();
                _members.Remove(dead);
                _merging.RemoveAll(m => m.At == dead);
                foreach (var member in _members) Send(member, member.Donations.Forget(dead.Id, _now));
                SeeEachOther();
                break;
            case 1:
                Any().IsReachable ^= true;
                SeeEachOther();
                break;
            default:
                Any().Receive(_random.Next(2));
                break;
        }
    }

    private void Calm()
    {
        _isFaulty = false;
        foreach (var member in _members) member.IsReachable = true;
        SeeEachOther();
    }

    private void SeeEachOther()
    {
        foreach (var member in _members.ToArray()) Perform(member, member.See(_members));
    }

    private void Pass(TimeSpan time)
    {
        _now += time;
        foreach (var member in _members)
        {
            Send(member, member.Donations.OnTime(_now));
            if (member.Joiner is { } joiner) Perform(member, joiner.OnTime(_now));
        }
    }

    private void Deliver()
    {
        var index = _isFaulty ? _random.Next(_sent.Count) : 0;
        var (from, to, message) = _sent[index];
        if (!_isFaulty || !Chance(0.1)) _sent.RemoveAt(index);
        if (_isFaulty && (Chance(0.1) || !to.IsReachable) || !_members.Contains(to)) return;
        switch (message)
        {
            case TransferRequest request: Send(to, to.Donations.OnRequest(request, _now)); break;
            case TransferCredit credit: Send(to, to.Donations.OnCredit(from, credit, _now)); break;
            case TransferPage page: Perform(to, to.Joiner!.OnPage(from, page)); break;
        }
    }

    private void FinishMerging()
    {
        var index = _random.Next(_merging.Count);
        var (member, page) = _merging[index];
        _merging.RemoveAt(index);
        if (_isFaulty && Chance(0.05))
        {
            Perform(member, member.Joiner!.OnUnreadable(page, _now));
            return;
        }

        foreach (var session in WorldMember.Sessions(page))
        {
            member.Held.Add(session);
            var isNew = _mergedOnce.Add((member.Id, session));
            if (_isEveryDonorComplete) Assert.True(isNew, "What was merged was asked for again.");
        }

        Perform(member, member.Joiner!.OnMerged(page, _now));
    }

    private void Perform(WorldMember member, IReadOnlyList<TransferStep> steps)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case TransferStep.Ask ask: Send(member.Id, ask.Donor, ask.Request); break;
                case TransferStep.Credit credit: Send(member.Id, credit.Donor, credit.Message); break;
                case TransferStep.Merge merge: _merging.Add((member, merge.Page)); break;
                case TransferStep.Complete complete: member.StartAt(complete.Cursors); break;
            }
        }
    }

    private void Send(WorldMember donor, IReadOnlyList<PageFor> pages)
    {
        foreach (var (joiner, page) in pages) Send(donor.Id, joiner, page);
    }

    private void Send(MemberId from, MemberId to, object message)
    {
        if (_members.Find(member => member.Id == to) is { } receiver) _sent.Add((from, receiver, message));
    }
}
