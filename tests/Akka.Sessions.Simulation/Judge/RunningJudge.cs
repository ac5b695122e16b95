using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Simulation.Play;
using Akka.Sessions.Simulation.World;

namespace Akka.Sessions.Simulation.Judge;

/// <summary>What must hold at every moment of a run.</summary>
internal sealed class RunningJudge(SimulatedWorld world)
{
    /// <summary>A member that has acknowledged a commit shows it to its readers.</summary>
    public void ShowsWhatItAcknowledged(SimulatedMember member, Commit commit)
    {
        if (HiddenWrite(member, commit) is { } hidden)
            throw new BrokenPromiseException($"{world.NameOf(member.Id)} acknowledged and does not show {Describe(hidden, commit)}");
    }

    /// <summary>A browser that has waited for its token sees its own write, while the member that took it lives and can be reached.</summary>
    public void ReadsItsWrite(SimulatedMember member, Commit commit)
    {
        var isReachable = commit.By.IsAlive && world.Network.IsWhole(member.Id.Address, commit.By.Id.Address)
            && member.Board.Standing.View.TryFind(commit.By.Id, out var origin) && origin.IsReachable;
        if (isReachable && HiddenWrite(member, commit) is { } hidden)
            throw new BrokenPromiseException($"{world.NameOf(member.Id)} does not show a browser its own {Describe(hidden, commit)}");
    }

    /// <summary>Time ends a session once, and none that is in use. What a node that died was told last may have died with it.</summary>
    public void WasNotInUse(SessionId id, SimulatedMember by, bool hasSplits)
    {
        var origin = world.History.Origin(id);
        var isFirst = world.History.Expired.Add(origin);
        if (hasSplits) return;
        if (!isFirst) throw new BrokenPromiseException($"{id} expires a second time, by {world.NameOf(by.Id)}");
        var idle = world.Time.Now - world.History.LastAccess[origin];
        var untold = world.Faults.Crashes + world.Faults.Leaves > 0 ? world.Settings.AccessInterval * 4 : TimeSpan.Zero;
        if (idle < world.Settings.IdleTimeout - untold)
            throw new BrokenPromiseException($"{id} expires, by {world.NameOf(by.Id)}, though it was used {idle.TotalSeconds:0.000} s ago");
    }

    private static Written? HiddenWrite(SimulatedMember member, Commit commit) => commit.Writes.Find(written => !Shows(member, written));

    // What is under a new id may still be merged: no browser has been told of that id before, and with the old one it starts anew.
    private static bool Shows(SimulatedMember member, Written written)
    {
        var id = written.Id;
        var isMerging = false;
        for (var hops = 0; hops < SessionRequest.MaxHops; hops++)
        {
            // Ended and forgotten, or its removal forgotten: that was known to everyone long ago.
            if (!member.Board.Sessions.TryGet(id, out var handle)) return hops > 0;
            if (handle.State.End is { Reason: not SessionEndReason.Moved }) return true;
            if (handle.State.End?.Move is not { } move)
                return HasAtLeast(handle.State.Attributes, written) || isMerging;
            isMerging |= handle.State.End.Moves.Any(other => member.IsMerging(other.Target));
            id = move.Target;
        }

        return true;
    }

    private static bool HasAtLeast(AttributeSet attributes, Written written)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (string.Equals(attributes.NameAt(i), written.Name, StringComparison.Ordinal)) return attributes.CellAt(i).Stamp.CompareTo(written.Stamp) >= 0;
        }

        return written.IsRemoval;
    }

    private string Describe(Written written, Commit commit) =>
        $"{(written.IsRemoval ? "removal" : "write")} of {written.Name} in {written.Id} under {written.Stamp}, committed at {commit.At.TotalSeconds:0.000} s by {world.NameOf(commit.By.Id)}";
}
