using Akka.Cluster;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

/// <summary>
/// Joins, leaves, crashes, restarts, splits and lost messages in any order; when the faults stop, the living agree on exactly the living.
/// </summary>
public sealed class ChaosTests
{
    private const int Addresses = 10;

    [Fact]
    public void After_any_history_the_living_members_agree_on_the_living_members()
    {
        for (var seed = 1; seed <= 15; seed++) new History(seed).Run();
    }

    private sealed class History(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly SimulatedCluster _cluster = new(seed, loss: seed % 3 * 0.1);
        private readonly Dictionary<int, UniqueAddress> _living = [];
        private readonly HashSet<UniqueAddress> _crashed = [];
        private readonly List<UniqueAddress> _knocking = [];
        private int _incarnations;

        public void Run()
        {
            _cluster.Found(_living[0] = Node(0));
            for (var step = 0; step < 150; step++) Step();
            _cluster.Heal();
            _cluster.RunUntil(
                HasSettled,
                () => $"settled on {string.Join(", ", _living.Keys.Order())}: {string.Join("; ", _cluster.Members.Select(Describe))}");
        }

        private void Step()
        {
            switch (_random.Next(12))
            {
                case 0 or 1 or 2:
                    StartSomewhere();
                    break;
                case 3:
                    Someone(member => _cluster[member].Leave(member.Address), atLeast: 3);
                    break;
                case 4:
                    Someone(Crash, atLeast: 3);
                    break;
                case 5:
                    _cluster.CutOff(_living.Values.Where(_ => _random.Next(2) == 0));
                    break;
                case 6:
                    _cluster.Heal();
                    break;
                default:
                    Work();
                    break;
            }
        }

        // What the engine around the members does all the time.
        private void Work()
        {
            _cluster.DetectFailures();
            foreach (var gone in _crashed) Someone(member => Down(member, gone));
            _cluster.Round();
            foreach (var node in _knocking.Where(_living.ContainsValue).ToList()) Someone(member => Knock(node, member));
            foreach (var node in _living.Values.Where(_cluster.Removed.Contains).ToList()) Crash(node);
            foreach (var (address, node) in _living.Where(entry => StatusOf(entry.Value) == MemberStatus.Exiting).ToList())
            {
                _living.Remove(address);
                _cluster.SayGoodbyeAndStop(node);
                // Cut off, it may have been heard by nobody; then it has to be downed like one that crashed.
                _crashed.Add(node);
            }
        }

        private void StartSomewhere()
        {
            var address = _random.Next(Addresses);
            if (_living.ContainsKey(address)) return;
            var node = _living[address] = Node(address, ++_incarnations);
            _cluster.Start(node);
            _knocking.Add(node);
        }

        private void Knock(UniqueAddress node, UniqueAddress member)
        {
            if (!_cluster.CanReach(node, member)) return;
            if (_cluster.Join(node, through: member) is JoinOutcome.Joined or JoinOutcome.AlreadyMember) _knocking.Remove(node);
        }

        // Only this incarnation: another may have the address by now.
        private void Down(UniqueAddress member, UniqueAddress gone)
        {
            if (_cluster[member].State.Gossip.HasMember(gone)) _cluster[member].Down(gone.Address);
        }

        private void Crash(UniqueAddress node)
        {
            _cluster.Crash(node);
            _living.Remove(node.Address.Port!.Value - 2550);
            _crashed.Add(node);
        }

        private void Someone(Action<UniqueAddress> act, int atLeast = 1)
        {
            var members = _living.Values.Where(node => StatusOf(node) == MemberStatus.Up).ToList();
            if (members.Count >= atLeast) act(members[_random.Next(members.Count)]);
        }

        private MemberStatus StatusOf(UniqueAddress node) => _cluster[node].State.SelfMember.Status;

        private bool HasSettled()
        {
            Work();
            return _knocking.Count == 0 && _cluster.AllAreUp(_living.Count)
                && _cluster.AllHold(state => _living.Values.All(state.Gossip.HasMember));
        }

        private static string Describe(Akka.Cluster.Membership member)
        {
            var members = member.State.Members.Select(other => $"{other.Address.Port} {other.Status}");
            var missed = member.State.Reachability.Rows
                .SelectMany(row => row.Value.Subjects.Keys.Select(subject => $"{row.Key.Uid} misses {subject.Uid}"));
            return $"{member.Self.Address.Port} sees {string.Join(", ", members.Concat(missed))}";
        }
    }
}
