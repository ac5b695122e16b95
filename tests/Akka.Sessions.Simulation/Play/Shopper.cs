using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Simulation.Judge;
using Akka.Sessions.Simulation.World;

namespace Akka.Sessions.Simulation.Play;

/// <summary>
/// One browser: a request at a time, each to any node that is ready, on sessions that it shares with others. Carries its token from answer to
/// request, as a browser carries the cookie.
/// </summary>
internal sealed class Shopper(SimulatedWorld world, Basket basket, RunningJudge judge)
{
    private static readonly string[] Names = ["cart/tea", "cart/jam", "cart/rye", "user", "theme"];

    private SessionId? _id;
    private Commit? _latest;
    private SessionToken? _token;

    public bool IsStopped { get; set; }

    public void Begin() => Later(Next);

    private void Next()
    {
        if (IsStopped) return;
        var open = world.Living.Where(life => life.MayServe).ToArray();
        if (open.Length == 0)
        {
            Later(Next);
            return;
        }

        var member = open[world.Random.Next(open.Length)];
        if (_id is null || world.Random.NextDouble() < 0.1) ChooseSession();
        if (_id is not { } id) Create(member);
        else if (_token is { } token && !member.Board.Applied.Covers(token)) AwaitToken(member, id, token);
        else Open(member, id);
    }

    // Mostly one of its own for a while; sometimes one that others use too.
    private void ChooseSession()
    {
        (_latest, _token) = (null, null);
        _id = basket.Count > 0 && world.Random.NextDouble() < 0.7 ? basket.Any(world.Random) : null;
    }

    private void AwaitToken(SimulatedMember member, SessionId id, SessionToken token)
    {
        var since = world.Time.Now;
        var arrived = new TaskCompletionSource<IReadOnlyList<SessionToken>>(TaskCreationOptions.RunContinuationsAsynchronously);
        member.Ask(null, new TokenRequest([token], arrived));
        Wait(member, arrived.Task, () =>
        {
            var waited = world.Time.Now - since;
            if (waited < world.Settings.Lookup.TokenTimeout && _latest is { } latest) judge.ReadsItsWrite(member, latest);
            Open(member, id);
        });
    }

    private void Open(SimulatedMember member, SessionId id)
    {
        if (member.Board.Sessions.TryGet(id, out var handle) && !handle.State.IsEmpty)
        {
            Settle(member, handle);
            return;
        }

        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        member.Ask(null, new SearchRequest(id, CarriesTokens: _token is not null, answer));
        Wait(member, answer.Task, () =>
        {
            if (member.Board.Sessions.TryGet(id, out var found) && !found.State.IsEmpty) Settle(member, found);
            else
            {
                _id = null;
                Later(Next);
            }
        });
    }

    // One that is over by this node's clock, or about to be ended, is not used before that is decided.
    private void Settle(SimulatedMember member, SessionHandle handle, int waits = 0)
    {
        var isInDoubt = waits == 0
            ? handle.IsHeld || handle.AgeAt(member.Clock.GetMoment(), world.Settings.IdleTimeout).IsDue
            : handle.IsHeld && waits < SessionHandle.MostHolds;
        if (handle.State.End is { } end) Forget(handle.Id, end);
        else if (!isInDoubt) Use(member, handle);
        else
        {
            var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            member.Ask(null, new ExpiryQuestion(handle.Id, decided));
            Wait(member, decided.Task, () => Settle(member, handle, waits + 1));
        }
    }

    private void Forget(SessionId id, SessionEnd end)
    {
        // The browser that changed the id has the new one; the others lose the session.
        if (end.Reason is not SessionEndReason.Moved) basket.Remove(id);
        _id = null;
        Later(Next);
    }

    private void Create(SimulatedMember member)
    {
        var id = basket.NewId(world.Random);
        _id = id;
        world.History.LastAccess[id] = world.Time.Now;
        Commit(member, null, id, new SessionChanges { Attributes = Changes(), Created = member.Clock.GetUtcNow(), Accessed = member.Clock.GetUtcNow() });
        basket.Add(id);
    }

    private void Use(SimulatedMember member, SessionHandle handle)
    {
        world.History.LastAccess[world.History.Origin(handle.Id)] = world.Time.Now;
        if (world.Trace.IsOn) world.Trace.Note(member.Id, $"uses {handle.Id}");
        var accessed = member.Board.Sessions.Touch(handle, member.Clock.GetMoment());
        var draw = world.Random.NextDouble();
        var level = (CommitLevel)world.Random.Next(4);
        if (draw < 0.25) Later(Next);
        else if (draw < 0.88) Commit(member, handle, handle.Id, new SessionChanges { Attributes = Changes(), Accessed = accessed });
        else if (draw < 0.94) Rotate(member, handle);
        else Ask(member, handle, new InvalidateRequest(handle.Id, new SessionChanges(), new PendingCommit(level)));
    }

    private void Rotate(SimulatedMember member, SessionHandle handle)
    {
        var target = basket.NewId(world.Random);
        basket.Replace(handle.Id, target);
        _id = target;
        Ask(member, handle, new RotateRequest(handle.Id, target, new SessionChanges(), new PendingCommit(CommitLevel.All, reachableOnly: true)));
    }

    private void Commit(SimulatedMember member, SessionHandle? handle, SessionId id, SessionChanges changes) =>
        Ask(member, handle, new CommitRequest(id, changes, new PendingCommit((CommitLevel)world.Random.Next(4))));

    private void Ask(SimulatedMember member, SessionHandle? handle, SessionRequest request)
    {
        var commit = world.History.Begin(request.Commit, member, world.Time.Now);
        member.Ask(handle, request);
        Wait(member, request.Commit.Task, () =>
        {
            if (request.Commit.Task.IsFaulted)
            {
                // Refused: nothing was promised. The exception is looked at, so that nobody takes it for forgotten.
                if (request.Commit.Task.Exception!.InnerException is not SessionEndedException)
                    world.History.Errors.Add($"a commit on {member.Id} failed: {request.Commit.Task.Exception.InnerException}");
                _id = null;
            }
            else OnReceipt(commit, request.Commit.Task.Result);

            Later(Next);
        });
    }

    private void OnReceipt(Commit commit, CommitReceipt receipt)
    {
        _token = receipt.Token;
        _latest = commit;
        foreach (var applied in receipt.Applied)
        {
            if (world.Cluster.Find(applied) is not { } life) continue;
            commit.Holders.Add(life);
            judge.ShowsWhatItAcknowledged(life, commit);
        }

        commit.IsAcknowledged = receipt.IsSatisfied;
    }

    private Dictionary<string, byte[]?> Changes()
    {
        var changes = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        for (var count = world.Random.Next(1, 3); count > 0; count--)
        {
            // Now and then one that fills a batch, or travels in fragments.
            var size = world.Random.Next(1000) switch { < 2 => 120_000, < 20 => world.Random.Next(3000, 6000), _ => 8 };
            var isRemoval = world.Random.NextDouble() < 0.2;
            changes[Names[world.Random.Next(Names.Length)]] = isRemoval ? null : History.Value(basket.NextNumber(), size);
        }

        return changes;
    }

    // Looks again and again whether an answer is there; the node may die meanwhile.
    private void Wait(SimulatedMember member, Task answer, Action then)
    {
        if (answer.IsCompleted) then();
        else if (member.IsAlive) world.Time.After(TimeSpan.FromMilliseconds(20), () => Wait(member, answer, then));
        else Later(Next);
    }

    private void Later(Action action) => world.Time.After(world.Between(20, 600), action);
}
