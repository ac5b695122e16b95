using System.Globalization;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Simulation.Judge;
using Akka.Sessions.Simulation.Play;
using Akka.Sessions.Simulation.World;
using Xunit.Abstractions;

namespace Akka.Sessions.Simulation.Hostile;

/// <summary>
/// One member of a cluster turns hostile. HOSTILE_SEED replays a run, HOSTILE_MESSAGES says how many messages it sends (100,000 unless told).
/// </summary>
/// <remarks>
/// The boundary of trust is the cluster: a member is believed what it says of itself and writes into sessions, and passes on batches when it is
/// asked. It cannot speak in the name of another, harm a session that it does not write to, stop another member, or cost it memory without bound.
/// </remarks>
// Not beside the seeds: it measures the memory of the whole process.
[Collection(nameof(Simulated))]
public sealed class HostileMessagesTests(ITestOutputHelper output)
{
    private const long MostMemory = 64 * 1024 * 1024;

    [Fact]
    public void Whatever_a_member_sends_the_others_live_on_with_what_they_hold()
    {
        var seed = Setting("HOSTILE_SEED", System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue));
        var messages = Setting("HOSTILE_MESSAGES", 100_000);
        output.WriteLine($"HOSTILE_SEED={seed}");
        // Runners show the output of failed tests only: this is shown by whoever runs them all.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "hostile.txt"), $"HOSTILE_SEED={seed}\n");
        var world = new SimulatedWorld(seed, nodes: 4, new Trace()) { Settings = SimulatedSettings.Default with { IdleTimeout = TimeSpan.FromHours(1) } };
        try
        {
            Play(world, messages);
        }
        catch (Exception broken)
        {
            Assert.Fail($"HOSTILE_SEED={seed}: {(broken is BrokenPromiseException ? broken.Message : broken)}");
        }
    }

    private void Play(SimulatedWorld world, int messages)
    {
        Fill(world);
        var turned = world.Nodes[0].Life!;
        SimulatedMember[] honest = [.. world.Living.Where(member => member != turned)];
        var before = honest[0].Board.Sessions.Ids.ToDictionary(id => id, id => FinalJudge.LiveContent(honest[0], id));
        var memory = GC.GetTotalMemory(forceFullCollection: true);

        var attack = new Attack(world, turned, honest, [.. before.Keys]);
        attack.Send(messages);
        // What the world keeps for its judge is no memory of the members.
        world.History.Errors.RemoveAll(error => IsAboutTheHostile(error, turned));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - memory;
        var counted = honest.Sum(member => member.Board.Counters.RefusedMessages);
        output.WriteLine($"{attack.Read} messages read, {attack.Unreadable} refused as they came, {counted} by what they said; {grown} bytes more are held");
        NothingBroke(world, honest, before);
        Require(grown < MostMemory, $"{grown} bytes more are held");
        Require(attack.Unreadable > messages / 10 && counted > messages / 50, "next to nothing was refused: the messages test nothing");
        AnHonestWriteGoesThrough(honest, world);
        Recover(world);
        world.History.Errors.RemoveAll(error => IsAboutTheHostile(error, turned));
        NothingBroke(world, [.. world.Living], before);
        var judge = new FinalJudge(world, hasSplits: true);
        judge.Judge();
        world.Time.RunUntil(world.Time.Now + (world.Settings.TombstoneRetention * 3));
        judge.JudgeRest();
    }

    private static void NothingBroke(SimulatedWorld world, SimulatedMember[] honest, Dictionary<SessionId, SessionState?> before)
    {
        Require(world.History.Errors.Count == 0, $"{world.History.Errors.Count} errors; the first: {world.History.Errors.FirstOrDefault()}");
        foreach (var member in honest)
        {
            foreach (var (id, content) in before)
            {
                var now = FinalJudge.LiveContent(member, id);
                Require(Equals(content, now), $"{id} was {content} and is {now} on {world.NameOf(member.Id)}");
            }
        }
    }

    private static void Fill(SimulatedWorld world)
    {
        foreach (var node in world.Nodes) world.Start(node);
        world.Time.RunUntil(TimeSpan.FromSeconds(6));
        var (basket, judge) = (new Basket(), new RunningJudge(world));
        Shopper[] shoppers = [.. Enumerable.Range(0, 6).Select(_ => new Shopper(world, basket, judge))];
        foreach (var shopper in shoppers) shopper.Begin();
        world.Time.RunUntil(TimeSpan.FromSeconds(20));
        foreach (var shopper in shoppers) shopper.IsStopped = true;
        world.Time.RunUntil(TimeSpan.FromSeconds(30));
    }

    // While the hostile member is still there: to a majority, since that one would have to say that it has the write.
    private static void AnHonestWriteGoesThrough(SimulatedMember[] honest, SimulatedWorld world)
    {
        var id = new SessionId("honest-honest-honest-1");
        var changes = new SessionChanges
        {
            Created = honest[0].Clock.GetUtcNow(),
            Attributes = new Dictionary<string, byte[]?>(StringComparer.Ordinal) { ["tea"] = [1, 2, 3] },
        };
        var commit = new PendingCommit(CommitLevel.Majority);
        honest[0].Ask(null, new CommitRequest(id, changes, commit));
        world.Time.RunUntil(world.Time.Now + TimeSpan.FromSeconds(5));
        Require(commit.Task is { IsCompletedSuccessfully: true, Result.IsSatisfied: true }, "an honest write is not acknowledged");
        foreach (var member in honest)
        {
            var isThere = member.Board.Sessions.TryGet(id, out var handle) && handle.State.Attributes.TryGetValue("tea", out var tea) && tea.Length == 3;
            Require(isThere, $"an honest write has not reached {world.NameOf(member.Id)}");
        }
    }

    // The hostile member goes; its node comes back as an honest one, and everyone compares.
    private static void Recover(SimulatedWorld world)
    {
        world.Crash(world.Nodes[0]);
        world.Time.RunUntil(world.Time.Now + TimeSpan.FromSeconds(15));
        world.Start(world.Nodes[0]);
        for (var times = 0; times < 2; times++)
        {
            world.Time.RunUntil(world.Time.Now + TimeSpan.FromSeconds(15));
            foreach (var member in world.Living) member.Deliver(new ResyncRequest(new(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        world.Time.RunUntil(world.Time.Now + TimeSpan.FromSeconds(15));
    }

    // Refusals, by the members and of them, and what the judge says of acknowledging the hostile member's own batches: its affair.
    private static bool IsAboutTheHostile(string error, SimulatedMember turned) =>
        error.Contains("cannot be read", StringComparison.Ordinal) || error.Contains("in the name of another", StringComparison.Ordinal)
        || error.Contains("is left out", StringComparison.Ordinal) || error.Contains("leaves this member out", StringComparison.Ordinal)
        || error.Contains($" of {new StreamId(turned.Id.Incarnation)} and does not show", StringComparison.Ordinal);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static void Require([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds, string broken)
    {
        if (!holds) throw new BrokenPromiseException(broken);
    }
}
