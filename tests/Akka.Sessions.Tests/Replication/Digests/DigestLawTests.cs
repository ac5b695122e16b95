using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;
using FsCheck;
using FsCheck.Fluent;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

/// <summary>
/// Whatever members have seen of whatever was done, and whoever compares with whom: they end alike, and nothing ended comes back.
/// </summary>
public sealed class DigestLawTests
{
    private static readonly MemberId[] Ids = [A, B, C];

    private static readonly (int Asking, int Asked)[] Pairs = [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)];

    private static readonly Gen<Run> Runs =
        from history in Histories.All
        from seen in Histories.Delivered([.. history.Select(Honest)])
        from seenBy in Gen.Choose(1, 7).ArrayOf(seen.Count)
        from pairs in Gen.Elements(Pairs).ListOf(4)
        from pageBytes in Gen.Elements(64, 200, 64 * 1024)
        select new Run([.. seen], seenBy, [.. pairs], pageBytes);

    [Fact]
    public void Members_are_equal_in_live_content_and_live_ends_after_exchanges_in_any_order() => Law.Holds(
        Runs,
        run =>
        {
            var members = run.Members();
            var everEnded = Ended(members);
            foreach (var (asking, asked) in run.Pairs) Compare(members[asking], members[asked]);
            Settle(members);

            Assert.All(members, member => Assert.Equal(Describe(members[0]), Describe(member)));
            Assert.All(members, member => Assert.Equal(members[0].Index.Sums, member.Index.Sums));
            return everEnded.All(id => members.All(member => member[id].IsEnded));
        },
        count: 1000);

    [Fact]
    public void Members_that_are_equal_send_nothing_when_some_of_them_take_an_end_for_a_tombstone() => Law.Holds(
        from run in Runs from heard in Gen.Choose(0, 7).ArrayOf(8) select (Run: run, Heard: heard),
        r =>
        {
            var members = r.Run.Members();
            Settle(members);
            foreach (var (id, at) in Ended(members).Select((id, at) => (id, at)))
            {
                for (var member = 0; member < members.Length; member++)
                {
                    if ((r.Heard[at % r.Heard.Length] & (1 << member)) != 0) members[member].Hear(id);
                }
            }

            var before = members.Select(Describe).ToArray();
            var merged = members.Sum(member => member.Exchanges.PiecesMerged);
            foreach (var (asking, asked) in Pairs) Compare(members[asking], members[asked]);
            return members.Select(Describe).SequenceEqual(before) && members.Sum(member => member.Exchanges.PiecesMerged) == merged;
        },
        count: 300);

    // What one exchange moves to another id on one member may be found by the next only. The number of ids bounds how often.
    private static void Settle(DigestMember[] members)
    {
        for (var round = 0; round < 6 && members.Any(member => !member.Index.Sums.SequenceEqual(members[0].Index.Sums)); round++)
        {
            foreach (var (asking, asked) in Pairs) Compare(members[asking], members[asked]);
        }
    }

    private static void Compare(DigestMember asking, DigestMember asked)
    {
        var ended = Ended([asking, asked]);
        Assert.NotNull(DigestRun.Between(asking, asked).Outcome);
        Assert.All(ended, id => Assert.True(asking[id].IsEnded || asking[id].IsEmpty, "What ended came back."));
        Assert.All(ended, id => Assert.True(asked[id].IsEnded || asked[id].IsEmpty, "What ended came back."));
    }

    private static SessionId[] Ended(IEnumerable<DigestMember> members) =>
        [.. members.SelectMany(m => m.Ids.Where(id => m[id].IsEnded)).Distinct().OrderBy(id => id.Value, StringComparer.Ordinal)];

    private static string Describe(DigestMember member) =>
        string.Join('\n', member.Ids.Select(id => Describe(id, member[id])).Where(text => text.Length > 0).Order(StringComparer.Ordinal));

    // Neither when it was accessed nor what was removed: that is not compared.
    private static string Describe(SessionId id, SessionState state)
    {
        if (state.End is { } end) return $"{id.Value} ended {string.Join(',', end.Moves)} {end.Verdict}";
        var live = state.Attributes.LiveNames.Select(name =>
            state.Attributes.TryGetValue(name, out var value) ? $"{name}={Convert.ToHexString(value.Span)}" : "");
        var text = $"{string.Join(',', live)}{state.Created:s}{state.IdleTimeout}{state.AbsoluteTimeout}{state.Principal}";
        return text.Length == 0 ? "" : $"{id.Value} {text}";
    }

    // Two writes of one stamp are one write, as with members that draw different incarnations: what was written follows from the stamp.
    private static SessionPiece Honest(SessionPiece piece)
    {
        var state = piece.State;
        if (state.End is not null) return piece;
        var attributes = state.Attributes;
        var cells = Enumerable.Range(0, attributes.Count).Select(at => (attributes.NameAt(at), Honest(attributes.CellAt(at).Stamp)));
        return piece with
        {
            State = SessionState.Of(
                AttributeSet.Of(cells),
                state.Created,
                state.LastAccessed,
                state.IdleTimeout is { } idle ? new(TimeSpan.FromMinutes(idle.Stamp.Writer), idle.Stamp) : null,
                state.AbsoluteTimeout is { } absolute ? new(TimeSpan.FromHours(absolute.Stamp.Writer), absolute.Stamp) : null,
                state.Principal is { } principal ? new($"ann{principal.Stamp.Writer}", principal.Stamp) : null),
        };
    }

    private static AttributeCell Honest(Stamp stamp) => stamp.Time % 3 == 0
        ? AttributeCell.Removed(stamp)
        : AttributeCell.Written([(byte)stamp.Time, (byte)stamp.Writer], stamp);

    /// <summary>Pieces, which of the members saw each (a bit for each), and who compares with whom before all do.</summary>
    private sealed record Run(SessionPiece[] Pieces, int[] SeenBy, (int Asking, int Asked)[] Pairs, int PageBytes)
    {
        public DigestMember[] Members()
        {
            var members = Array.ConvertAll(Ids, id => new DigestMember(id, PageBytes));
            for (var at = 0; at < Pieces.Length; at++)
            {
                for (var member = 0; member < members.Length; member++)
                {
                    if ((SeenBy[at] & (1 << member)) != 0) members[member].Merge(Pieces[at]);
                }
            }

            return members;
        }
    }
}
