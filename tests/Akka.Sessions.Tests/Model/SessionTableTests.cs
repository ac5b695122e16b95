using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Model;

public sealed class SessionTableTests
{
    [Fact]
    public void The_same_pieces_in_any_order_and_repetition_make_the_same_table()
    {
        var runs = from history in Histories.All
                   from first in Histories.Delivered(history)
                   from second in Histories.Delivered(history)
                   select (History: history, First: first, Second: second);
        Law.Holds(runs, r => Agree(r.First, r.Second), count: 3000);
    }

    [Fact]
    public void Pieces_may_be_merged_with_one_another_before_they_arrive()
    {
        var runs = from history in Histories.All
                   from single in Histories.Delivered(history)
                   from mask in Gen.Choose(0, int.MaxValue)
                   select (Single: single, Grouped: Grouped(single, mask));
        Law.Holds(runs, r => Agree(r.Single, r.Grouped), count: 2000);
    }

    [Fact]
    public void Tables_made_of_parts_of_the_pieces_merge_into_the_table_of_all()
    {
        var runs = from history in Histories.All
                   from delivered in Histories.Delivered(history)
                   from cut in Gen.Choose(0, delivered.Count)
                   select (All: delivered, First: Table(delivered.Take(cut)), Second: Table(delivered.Skip(cut)));
        Law.Holds(runs, r => Agree(r.All, r.First.Concat(r.Second)) && Agree(r.All, r.Second.Concat(r.First)), count: 2000);
    }

    [Fact]
    public void Nothing_that_ended_comes_back()
    {
        var runs = from history in Histories.All from delivered in Histories.Delivered(history) select delivered;
        Law.Holds(runs, pieces =>
        {
            var table = new SessionTable();
            var ended = new HashSet<SessionId>();
            foreach (var piece in pieces)
            {
                table.Merge(piece);
                if (ended.Any(id => !table[id].IsEnded)) return false;
                ended.UnionWith(table.Sessions.Where(s => s.Value.IsEnded).Select(s => s.Key));
            }

            return true;
        });
    }

    [Fact]
    public void Content_of_a_moved_session_goes_to_the_new_id_whether_it_came_before_or_after()
    {
        var table = new SessionTable();
        var (old, target) = (Pieces.Id(1), Pieces.Id(2));
        table.Merge(new(old, Written("early")));
        table.Merge(new(old, SessionState.Ended(SessionEnd.Moved(target, new(10 << 16, 1)))));
        table.Merge(new(old, Written("late")));

        Assert.Equal(["early", "late"], table[target].Attributes.LiveNames);
        Assert.Equal(0, table[old].Attributes.Count);
        Assert.Equal(target, table.Resolve(old));
    }

    [Fact]
    public void Invalidating_the_old_id_ends_the_session_under_the_new_one()
    {
        var table = new SessionTable();
        var (old, target) = (Pieces.Id(1), Pieces.Id(2));
        table.Merge(new(target, Written("a")));
        table.Merge(new(old, SessionState.Ended(SessionEnd.Invalidated(new(5 << 16, 1)))));
        table.Merge(new(old, SessionState.Ended(SessionEnd.Moved(target, new(4 << 16, 2)))));

        Assert.Equal(SessionEndReason.Invalidated, table[target].End!.Reason);
    }

    [Fact]
    public void Of_two_concurrent_moves_the_losers_new_id_is_moved_to_the_winners()
    {
        var table = new SessionTable();
        var (old, winner, loser) = (Pieces.Id(1), Pieces.Id(2), Pieces.Id(3));
        table.Merge(new(old, SessionState.Ended(SessionEnd.Moved(loser, new(5 << 16, 2)))));
        table.Merge(new(loser, Written("login")));
        table.Merge(new(old, SessionState.Ended(SessionEnd.Moved(winner, new(5 << 16, 1)))));

        Assert.Equal(SessionEndReason.Moved, table[loser].End!.Reason);
        Assert.Equal(winner, table.Resolve(loser));
        Assert.Equal(["login"], table[winner].Attributes.LiveNames);
    }

    [Fact]
    public void A_move_that_was_slower_than_expiry_still_takes_the_content_along()
    {
        var table = new SessionTable();
        var (old, target) = (Pieces.Id(1), Pieces.Id(2));
        table.Merge(new(old, Written("cart")));
        table.Merge(new(old, SessionState.Ended(SessionEnd.Expired(new(5 << 16, 1)))));
        Assert.Equal(SessionEndReason.Expired, table[old].End!.Reason);
        table.Merge(new(old, SessionState.Ended(SessionEnd.Moved(target, new(4 << 16, 2)))));

        Assert.Equal(SessionEndReason.Moved, table[old].End!.Reason);
        Assert.Equal(["cart"], table[target].Attributes.LiveNames);
    }

    private static bool Agree(IEnumerable<SessionPiece> first, IEnumerable<SessionPiece> second)
    {
        Assert.Equal(Histories.Describe(first), Histories.Describe(second));
        return true;
    }

    private static SessionState Written(string name) =>
        SessionState.Of(AttributeSet.Of([(name, AttributeCell.Written([1], new(3 << 16, 1)))]), created: DateTimeOffset.UnixEpoch.AddSeconds(1));

    private static List<SessionPiece> Table(IEnumerable<SessionPiece> pieces)
    {
        var table = new SessionTable();
        foreach (var piece in pieces) table.Merge(piece);
        return [.. table.Sessions.Select(s => new SessionPiece(s.Key, s.Value))];
    }

    private static List<SessionPiece> Grouped(IReadOnlyList<SessionPiece> pieces, int mask)
    {
        var grouped = new List<SessionPiece>();
        foreach (var piece in pieces)
        {
            mask = int.RotateLeft(mask, 1);
            var at = grouped.FindLastIndex(p => p.Id == piece.Id);
            if ((mask & 1) == 1 && at >= 0) grouped[at] = new(piece.Id, SessionState.Merge(grouped[at].State, piece.State));
            else grouped.Add(piece);
        }

        return grouped;
    }
}
