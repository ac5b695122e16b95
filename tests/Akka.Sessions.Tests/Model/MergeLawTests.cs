using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Model;

/// <summary>Merging is a join: loss is healed by sending again, order does not matter, duplicates are harmless.</summary>
public sealed class MergeLawTests
{
    [Fact]
    public void Sessions_merge_in_any_order() =>
        Law.Holds(Pieces.States.Two(), p => SessionState.Merge(p.Item1, p.Item2).Equals(SessionState.Merge(p.Item2, p.Item1)));

    [Fact]
    public void Sessions_merge_in_any_grouping() => Law.Holds(
        Pieces.States.Three(),
        p => SessionState.Merge(SessionState.Merge(p.Item1, p.Item2), p.Item3)
            .Equals(SessionState.Merge(p.Item1, SessionState.Merge(p.Item2, p.Item3))));

    [Fact]
    public void Merging_a_session_again_changes_nothing() => Law.Holds(Pieces.States.Two(), p =>
    {
        var merged = SessionState.Merge(p.Item1, p.Item2);
        return ReferenceEquals(SessionState.Merge(merged, p.Item2), merged)
            && SessionState.Merge(p.Item2, merged).Equals(merged)
            && ReferenceEquals(SessionState.Merge(p.Item1, p.Item1), p.Item1);
    });

    [Fact]
    public void The_empty_piece_changes_nothing() => Law.Holds(
        Pieces.States,
        s => SessionState.Merge(s, SessionState.Empty).Equals(s) && SessionState.Merge(SessionState.Empty, s).Equals(s));

    [Fact]
    public void Ends_are_a_join() => Law.Holds(Pieces.Ends.Three(), e => IsJoin(e, SessionEnd.Merge));

    [Fact]
    public void Verdicts_are_a_join() => Law.Holds(Pieces.Verdicts.Three(), e => IsJoin(e, SessionVerdict.Merge));

    [Fact]
    public void Attribute_registers_are_a_join() => Law.Holds(Pieces.Cells.Three(), e => IsJoin(e, AttributeCell.Merge));

    [Fact]
    public void Registers_are_a_join()
    {
        var registers = from stamp in Pieces.Stamps
                        from name in Gen.Elements("", "ann", "bob", "Ann")
                        from isSet in Gen.Choose(0, 3)
                        select isSet == 0 ? null : new Register<string>(name, stamp);
        Law.Holds(registers.Three(), e => IsJoin(e, Register<string>.Merge));
    }

    [Fact]
    public void A_merge_holds_the_highest_stamp_of_both_unless_the_session_ended() => Law.Holds(Pieces.Contents.Two(), p =>
        SessionState.Merge(p.Item1, p.Item2).HighestStamp == Stamp.Max(p.Item1.HighestStamp, p.Item2.HighestStamp));

    private static bool IsJoin<T>((T A, T B, T C) e, Func<T, T, T> merge) =>
        Equals(merge(e.A, e.B), merge(e.B, e.A))
        && Equals(merge(merge(e.A, e.B), e.C), merge(e.A, merge(e.B, e.C)))
        && Equals(merge(e.A, e.A), e.A)
        && Equals(merge(merge(e.A, e.B), e.B), merge(e.A, e.B));
}
