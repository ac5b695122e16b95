using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Replication;

public sealed class DigestIndexTests
{
    [Fact]
    public void The_sums_depend_on_what_is_held_and_not_on_how_it_came_to_be()
    {
        var runs = from history in Histories.All
                   from first in Histories.Delivered(history)
                   from second in Histories.Delivered(history)
                   select (First: first, Second: second);
        Law.Holds(runs, r => Held(r.First).Index.Sums.SequenceEqual(Held(r.Second).Index.Sums), count: 500);
    }

    [Fact]
    public void A_session_that_is_removed_counts_for_nothing_whoever_still_writes_it()
    {
        var index = new DigestIndex();
        var mark = default(DigestMark);
        var id = Pieces.Id(1);
        index.Add(id);
        index.Replace(id, ref mark, 17);
        Assert.Equal(17UL, index.Sums.Single(sum => sum != 0));

        index.Remove(id, ref mark);
        index.Replace(id, ref mark, 18);
        index.Remove(id, ref mark);

        Assert.DoesNotContain(index.Sums, sum => sum != 0);
        Assert.All(Enumerable.Range(0, DigestBucket.Count), bucket => Assert.Empty(index.IdsIn(bucket)));
        Assert.Equal(SessionDigest.None, mark.Digest);
    }

    [Fact]
    public void Sessions_spread_over_the_buckets_and_each_is_in_its_own()
    {
        var member = new DigestMember(Members.A);
        for (var i = 0; i < 20 * DigestBucket.Count; i++) member.Merge(new(Pieces.Id(i), SessionState.AccessedAt(Members.Now)));

        var sizes = Enumerable.Range(0, DigestBucket.Count).Select(bucket => member.Index.IdsIn(bucket).Count).ToArray();

        Assert.Equal(20 * DigestBucket.Count, sizes.Sum());
        Assert.InRange(sizes.Max(), 20, 60);
        Assert.All(Enumerable.Range(0, DigestBucket.Count), bucket =>
            Assert.All(member.Index.IdsIn(bucket), id => Assert.Equal(bucket, DigestBucket.Of(StableHash.Of(id)))));
    }

    [Fact]
    public void Many_threads_may_write_at_once()
    {
        var index = new DigestIndex();
        var marks = new DigestMark[64];
        Parallel.For(0, marks.Length, at =>
        {
            for (var round = 1UL; round <= 1000; round++) index.Replace(Pieces.Id(at % 4), ref marks[at], round * (ulong)(at + 1));
        });

        Assert.Equal(1000UL * 64 * 65 / 2, index.Sums.Aggregate(0UL, (all, sum) => all + sum));
    }

    private static DigestMember Held(IEnumerable<SessionPiece> pieces)
    {
        var member = new DigestMember(Members.A);
        foreach (var piece in pieces) member.Merge(piece);
        return member;
    }
}
