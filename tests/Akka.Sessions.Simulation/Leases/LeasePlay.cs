using Akka.Sessions.Protocol;
using Akka.Sessions.Simulation.Judge;
using Akka.Sessions.Simulation.Play;
using Akka.Sessions.Simulation.World;

namespace Akka.Sessions.Simulation.Leases;

/// <summary>
/// A cluster under a seed's faults, in which all members want a few sessions for themselves. No two members have one at once, everyone is
/// answered, and in the end nothing is left.
/// </summary>
internal sealed class LeasePlay
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(13);
    private static readonly SessionId[] Sessions = [new("session-session-sess-1"), new("session-session-sess-2"), new("session-session-sess-3")];

    private readonly SimulatedWorld _world;
    private readonly HashSet<(SimulatedMember Member, SessionId Session)> _holders = [];
    private bool _isOver;

    private LeasePlay(SimulatedWorld world) => _world = world;

    public int Granted { get; private set; }

    public int Refused { get; private set; }

    /// <exception cref="BrokenPromiseException">Something that must hold does not.</exception>
    public static LeasePlay Play(int seed)
    {
        var world = new SimulatedWorld(seed, new Random(seed).Next(1, 7), new Trace());
        var (play, plan, end) = (new LeasePlay(world), new FaultPlan(world), TimeSpan.FromSeconds(24));
        plan.Begin(end);
        foreach (var node in world.Nodes) world.Time.After(world.Soon(400), () => world.Start(node));
        for (var user = 0; user < 6; user++) world.Time.After(world.Soon(4000), play.AskAgain);
        world.Time.RunUntil(end);

        plan.Stop();
        world.Time.RunUntil(end + TimeSpan.FromSeconds(10));
        play._isOver = true;
        world.Time.RunUntil(world.Time.Now + LongestWait + TimeSpan.FromSeconds(15));
        foreach (var member in world.Living) Require(member.Manager.Leases == (0, 0), $"{world.NameOf(member.Id)} keeps {member.Manager.Leases}");
        Require(world.History.Errors.Count == 0, $"an error was logged: {world.History.Errors.FirstOrDefault()}");
        return play;
    }

    private void AskAgain()
    {
        if (_isOver) return;
        SimulatedMember[] able = [.. _world.Living.Where(member => member.MayServe)];
        if (able.Length == 0) _world.Time.After(_world.Between(100, 300), AskAgain);
        else Ask(able[_world.Random.Next(able.Length)], Sessions[_world.Random.Next(Sessions.Length)]);
    }

    private void Ask(SimulatedMember member, SessionId session)
    {
        var answer = new TaskCompletionSource<LeaseAnswer>();
        var since = _world.Time.Now;
        member.Deliver(new LeaseWanted(session, answer));
        Await();

        void Await()
        {
            if (!member.IsAlive) _world.Time.After(_world.Soon(200), AskAgain);
            else if (answer.Task.IsCompleted) OnAnswer(member, session, answer);
            else
            {
                Require(_world.Time.Now - since < LongestWait, $"{_world.NameOf(member.Id)} has had no answer for {LongestWait}");
                _world.Time.After(Look, Await);
            }
        }
    }

    private void OnAnswer(SimulatedMember member, SessionId session, TaskCompletionSource<LeaseAnswer> answer)
    {
        if (answer.Task.Result.Refusal is not null)
        {
            Refused++;
            _world.Time.After(_world.Soon(500), AskAgain);
            return;
        }

        Granted++;
        if (IsMember(member) && _holders.FirstOrDefault(other => other.Session == session && IsMember(other.Member)) is { Member: { } holder })
            throw new BrokenPromiseException($"{_world.NameOf(member.Id)} and {_world.NameOf(holder.Id)} hold {session} at {_world.Time.Now}");
        _holders.Add((member, session));
        _world.Time.After(_world.Soon(300), () =>
        {
            _holders.Remove((member, session));
            member.Deliver(new LeaseUnwanted(answer, Written: null));
            _world.Time.After(_world.Soon(300), AskAgain);
        });
    }

    // One that was removed while it lives goes on with what it had until it knows: no majority acknowledges what it writes.
    private bool IsMember(SimulatedMember member) => member.IsAlive && _world.Cluster.IsMember(member.Id);

    private static void Require([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds, string broken)
    {
        if (!holds) throw new BrokenPromiseException(broken);
    }
}
