using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Generators;

/// <summary>Pieces from a world so small that they collide all the time: that is where merging can go wrong.</summary>
internal static class Pieces
{
    private static readonly string[] Names = ["a", "b", "cart/42"];

    public static readonly Gen<Stamp> Stamps =
        from time in Gen.Choose(1, 5)
        from counter in Gen.Choose(0, 1)
        from writer in Gen.Choose(1, 3)
        select new Stamp(((ulong)time << 16) + (ulong)counter, writer);

    public static readonly Gen<AttributeCell> Cells =
        from stamp in Stamps
        from length in Gen.Choose(-1, 2)
        from filler in Gen.Choose(0, 2)
        select length < 0
            ? AttributeCell.Removed(stamp)
            : AttributeCell.Written(Enumerable.Repeat((byte)filler, length).ToArray(), stamp);

    public static readonly Gen<AttributeSet> Attributes =
        from count in Gen.Choose(0, 3)
        from named in Gen.Elements(Names).Zip(Cells).ListOf(count)
        select AttributeSet.Of(named.Select(n => (n.Item1, n.Item2)));

    public static readonly Gen<SessionVerdict?> Verdicts =
        from stamp in Stamps
        from kind in Gen.Choose(0, 3)
        select kind == 0 ? new SessionVerdict(true, stamp) : kind == 1 ? new SessionVerdict(false, stamp) : null;

    public static readonly Gen<SessionMove?> Moves =
        from stamp in Stamps
        from target in Gen.Choose(0, 5)
        select target < 3 ? new SessionMove(Id(target), stamp) : null;

    public static readonly Gen<SessionEnd?> Ends =
        from verdict in Verdicts
        from move in Moves
        select SessionEnd.Of(move is null ? [] : [move], verdict);

    public static readonly Gen<SessionState> Contents =
        from attributes in Attributes
        from created in Times
        from accessed in Times
        from idle in Registers(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(20))
        from absolute in Registers(Timeout.InfiniteTimeSpan, TimeSpan.FromHours(8))
        from principal in Registers("", "ann")
        select SessionState.Of(attributes, created, accessed, idle, absolute, principal);

    public static readonly Gen<SessionState> States =
        from content in Contents
        from end in Ends
        from isLive in Gen.Choose(0, 2)
        select isLive > 0 || end is null ? content : SessionState.Merge(content, SessionState.Ended(end));

    private static Gen<DateTimeOffset?> Times =>
        Gen.Choose(0, 4).Select(s => s == 0 ? null : (DateTimeOffset?)DateTimeOffset.UnixEpoch.AddSeconds(s));

    /// <summary>A valid id, the same for the same number.</summary>
    public static SessionId Id(int number) => new($"session-number-{number:D7}");

    private static Gen<Register<T>?> Registers<T>(params T[] values) =>
        from stamp in Stamps
        from at in Gen.Choose(0, values.Length)
        select at == values.Length ? null : new Register<T>(values[at], stamp);
}
