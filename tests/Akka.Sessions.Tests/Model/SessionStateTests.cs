using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Model;

public sealed class SessionStateTests
{
    private static readonly DateTimeOffset Now = Members.Now;

    private static readonly Gen<SessionChanges> Changes =
        from written in Gen.Elements("a", "b", "cart/42").Zip(Gen.Choose(0, 9)).ListOf(2)
        from idle in Gen.Choose(0, 3)
        select new SessionChanges
        {
            Attributes = written.DistinctBy(w => w.Item1).ToDictionary(w => w.Item1, w => w.Item2 == 0 ? null : new[] { (byte)w.Item2 }),
            IdleTimeout = idle == 0 ? null : TimeSpan.FromMinutes(idle),
        };

    [Fact]
    public void A_write_beats_what_its_writer_saw_whatever_the_clocks() => Law.Holds(
        from seen in Pieces.Contents from changes in Changes from clock in Gen.Choose(-10, 10) select (seen, changes, clock),
        c =>
        {
            var write = c.seen.Write(c.changes, DateTimeOffset.UnixEpoch.AddSeconds(c.clock), writer: 1);
            return c.changes.Attributes.All(a => write.State.Attributes.TryGetValue(a.Key, out var value)
                    ? value.Span.SequenceEqual(a.Value)
                    : a.Value is null)
                && (c.changes.IdleTimeout is null || write.State.IdleTimeout!.Value == c.changes.IdleTimeout);
        });

    [Fact]
    public void Merging_the_delta_of_a_write_leads_where_the_writer_is() => Law.Holds(
        from seen in Pieces.Contents from changes in Changes select (seen, changes),
        c =>
        {
            var write = c.seen.Write(c.changes, Now, writer: 1);
            return SessionState.Merge(c.seen, write.Delta).Equals(write.State);
        });

    [Fact]
    public void A_received_stamp_is_never_altered() => Law.Holds(
        from held in Pieces.Contents from piece in Pieces.Contents select (held, piece),
        c =>
        {
            var stamps = Stamps(c.held).Concat(Stamps(c.piece)).ToHashSet();
            return Stamps(SessionState.Merge(c.held, c.piece)).All(stamps.Contains);
        });

    [Fact]
    public void Attributes_written_on_two_members_at_once_both_stay()
    {
        var shared = SessionState.Empty.Write(new() { Created = Now, Attributes = new Dictionary<string, byte[]?> { ["a"] = [1] } }, Now, 1).State;
        var left = shared.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["left"] = [2] } }, Now, 1);
        var right = shared.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["right"] = [3] } }, Now, 2);

        Assert.Equal(["a", "left", "right"], SessionState.Merge(left.State, right.Delta).Attributes.LiveNames);
    }

    [Fact]
    public void A_removed_attribute_does_not_come_back_with_an_older_write()
    {
        var written = SessionState.Empty.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["a"] = [1] } }, Now, 1);
        var removed = written.State.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["a"] = null } }, Now, 1);

        var merged = SessionState.Merge(removed.State, written.Delta);

        Assert.False(merged.Attributes.TryGetValue("a", out _));
        Assert.Empty(merged.Attributes.LiveNames);
        Assert.Equal(0, merged.ForgetRemoved(merged.HighestStamp).Attributes.Count);
    }

    [Fact]
    public void A_value_is_a_copy_of_what_was_set()
    {
        byte[] mine = [1, 2, 3];
        var state = SessionState.Empty.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["a"] = mine } }, Now, 1).State;
        mine[0] = 9;

        Assert.True(state.Attributes.TryGetValue("a", out var value));
        Assert.Equal([1, 2, 3], value.ToArray());
    }

    [Fact]
    public void Creation_is_the_earliest_and_access_the_latest_known()
    {
        var early = SessionState.Of(AttributeSet.Empty, created: Now, lastAccessed: Now);
        var late = SessionState.Of(AttributeSet.Empty, created: Now.AddSeconds(1), lastAccessed: Now.AddSeconds(1));

        var merged = SessionState.Merge(late, early);

        Assert.Equal(Now, merged.Created);
        Assert.Equal(Now.AddSeconds(1), merged.LastAccessed);
    }

    [Theory]
    [InlineData(-5, -1)]
    [InlineData(0, 1)]
    [InlineData(0.4, 1)]
    [InlineData(1500.7, 1500)]
    public void Timeouts_are_whole_milliseconds_everywhere(double set, double held)
    {
        var state = SessionState.Empty.Write(new() { IdleTimeout = TimeSpan.FromMilliseconds(set) }, Now, 1).State;

        Assert.Equal(held, state.IdleTimeout!.Value.TotalMilliseconds);
    }

    [Fact]
    public void A_rotation_ends_the_old_id_and_hands_the_content_over()
    {
        var state = SessionState.Empty.Write(new() { Created = Now, Attributes = new Dictionary<string, byte[]?> { ["a"] = [1] } }, Now, 1).State;

        var rotation = state.MoveTo(Pieces.Id(2), Now, 1);

        Assert.Equal(SessionEndReason.Moved, rotation.Old.State.End!.Reason);
        Assert.Equal(0, rotation.Old.State.Attributes.Count);
        Assert.Equal(["a"], rotation.Moved.Attributes.LiveNames);
        Assert.True(rotation.Old.Delta.End!.Move!.Stamp.CompareTo(state.HighestStamp) > 0);
    }

    [Fact]
    public void An_ended_session_stays_ended_whatever_is_written_elsewhere()
    {
        var state = SessionState.Empty.Write(new() { Created = Now, Attributes = new Dictionary<string, byte[]?> { ["a"] = [1] } }, Now, 1).State;
        var ended = state.Invalidate(Now, 1);
        var written = state.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["b"] = [2] } }, Now.AddHours(1), 2);

        var merged = SessionState.Merge(ended.State, written.Delta);

        Assert.Equal(SessionEndReason.Invalidated, merged.End!.Reason);
        Assert.Equal(0, merged.Attributes.Count);
    }

    [Fact]
    public void Printing_a_session_shows_no_value_and_no_id()
    {
        var state = SessionState.Empty.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["a"] = "secret"u8.ToArray() } }, Now, 1).State;

        Assert.DoesNotContain("secret", $"{state} {state.Attributes.CellAt(0)}", StringComparison.Ordinal);
        Assert.DoesNotContain(Pieces.Id(1).Value, $"{new SessionPiece(Pieces.Id(1), state)}", StringComparison.Ordinal);
    }

    private static IEnumerable<Stamp> Stamps(SessionState state) => Enumerable.Range(0, state.Attributes.Count)
        .Select(i => state.Attributes.CellAt(i).Stamp)
        .Concat(((Stamp?[])[state.IdleTimeout?.Stamp, state.AbsoluteTimeout?.Stamp, state.Principal?.Stamp]).OfType<Stamp>());
}
