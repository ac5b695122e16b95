using System.Text;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Replication;

public sealed class SessionDigestTests
{
    private static readonly SessionId Id = Pieces.Id(1);
    private static readonly Stamp Written = new(5 << 16, 1);

    private static readonly SessionState Cart = SessionState.Of(
        AttributeSet.Of([("cart/42", Cell("tea", Written))]),
        created: DateTimeOffset.UnixEpoch.AddSeconds(1),
        idleTimeout: new(TimeSpan.FromMinutes(20), new(6 << 16, 2)));

    [Fact]
    public void The_digest_is_the_same_in_every_process_and_release() => Assert.Equal(0x5CA3_AA79_CFC3_04C6UL, Digest(Cart));

    [Fact]
    public void Neither_an_access_nor_a_removed_attribute_counts()
    {
        Assert.Equal(Digest(Cart), Digest(With(SessionState.AccessedAt(DateTimeOffset.UnixEpoch.AddHours(1)))));
        Assert.Equal(Digest(Cart), Digest(With(SessionState.Of(AttributeSet.Of([("gone", AttributeCell.Removed(Written))])))));
        Assert.Equal(SessionDigest.None, Digest(SessionState.Of(AttributeSet.Of([("gone", AttributeCell.Removed(Written))]))));
        Assert.Equal(SessionDigest.None, Digest(SessionState.AccessedAt(DateTimeOffset.UnixEpoch.AddHours(1))));
        Assert.Equal(SessionDigest.None, Digest(SessionState.Empty));
    }

    [Fact]
    public void Stamps_count_and_values_do_not()
    {
        Assert.Equal(Digest(One("tea", Written)), Digest(One("milk", Written)));
        Assert.NotEqual(Digest(One("tea", Written)), Digest(One("tea", Written with { Writer = 2 })));
        Assert.NotEqual(Digest(One("tea", Written)), Digest(One("tea", Written with { Time = Written.Time + 1 })));
    }

    [Fact]
    public void Every_part_of_the_live_content_counts()
    {
        var later = new Stamp(9 << 16, 1);
        SessionState[] others =
        [
            With(SessionState.Of(AttributeSet.Of([("more", Cell("milk", Written))]))),
            With(SessionState.Of(AttributeSet.Of([("cart/42", AttributeCell.Removed(later))]))),
            With(SessionState.Of(AttributeSet.Empty, created: DateTimeOffset.UnixEpoch.AddMilliseconds(1))),
            With(SessionState.Of(AttributeSet.Empty, idleTimeout: new(TimeSpan.FromMinutes(1), later))),
            With(SessionState.Of(AttributeSet.Empty, absoluteTimeout: new(TimeSpan.FromMinutes(1), later))),
            With(SessionState.Of(AttributeSet.Empty, principal: new("ann", later))),
        ];

        ulong[] digests = [.. others.Select(Digest), Digest(Cart), SessionDigest.Of(Pieces.Id(2), Cart, isHeard: false)];
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void The_names_of_attributes_written_in_one_commit_tell_them_apart()
    {
        var (first, second) = (("a", Cell("1", Written)), ("b", Cell("1", Written)));

        Assert.NotEqual(Digest(SessionState.Of(AttributeSet.Of([first]))), Digest(SessionState.Of(AttributeSet.Of([second]))));
    }

    [Fact]
    public void An_end_counts_with_all_its_moves_and_its_verdict_until_everyone_has_heard_of_it()
    {
        var moved = SessionState.Ended(SessionEnd.Moved(Pieces.Id(2), Written));
        var twice = SessionState.Merge(moved, SessionState.Ended(SessionEnd.Moved(Pieces.Id(3), new(7 << 16, 2))));
        var over = SessionState.Merge(twice, SessionState.Ended(SessionEnd.Expired(Written)));
        var invalidated = SessionState.Merge(twice, SessionState.Ended(SessionEnd.Invalidated(Written)));

        Assert.Equal(6, new[] { Cart, SessionState.Empty, moved, twice, over, invalidated }.Select(Digest).Distinct().Count());
        Assert.All([moved, twice, over, invalidated], end => Assert.Equal(SessionDigest.None, SessionDigest.Of(Id, end, isHeard: true)));
    }

    [Fact]
    public void What_lies_under_an_end_does_not_count()
    {
        var end = SessionState.Ended(SessionEnd.Expired(Written));

        Assert.Equal(Digest(end), Digest(With(end)));
    }

    private static ulong Digest(SessionState state) => SessionDigest.Of(Id, state, isHeard: false);

    private static SessionState With(SessionState piece) => SessionState.Merge(Cart, piece);

    private static SessionState One(string value, Stamp stamp) => SessionState.Of(AttributeSet.Of([("a", Cell(value, stamp))]));

    private static AttributeCell Cell(string value, Stamp stamp) => AttributeCell.Written(Encoding.UTF8.GetBytes(value), stamp);
}
