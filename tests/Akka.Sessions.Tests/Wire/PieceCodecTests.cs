using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;
using Akka.Sessions.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Wire;

public sealed class PieceCodecTests
{
    private const int Author = 11;

    private static readonly Gen<SessionPiece> AnyPiece =
        from id in Gen.Choose(0, 9)
        from state in Pieces.States
        select new SessionPiece(Pieces.Id(id), state.IsEmpty ? SessionState.AccessedAt(Members.Now) : state);

    [Fact]
    public void What_is_written_is_read() => Law.Holds(
        from piece in AnyPiece from author in Gen.Choose(0, 3) select (piece, author),
        c => PieceCodec.Read(PieceCodec.Write(c.piece, c.author), c.author).SequenceEqual([c.piece]),
        count: 2000);

    [Fact]
    public void Payloads_one_after_another_are_a_payload() => Law.Holds(
        AnyPiece.ListOf(5),
        pieces =>
        {
            var payload = pieces.SelectMany(p => PieceCodec.Write(p, Author)).ToArray();
            var read = PieceCodec.Read(payload, Author);
            return read.Count == pieces.Count && read.All(pieces.Contains);
        });

    [Fact]
    public void However_often_an_id_was_moved_its_end_can_be_read()
    {
        var state = SessionState.Empty;
        for (var n = 1; n <= 100; n++)
            state = SessionState.Merge(state, SessionState.Ended(SessionEnd.Moved(Pieces.Id(n), new((ulong)n << 16, Author))));

        Assert.Equal(state, Assert.Single(PieceCodec.Read(PieceCodec.Write(new SessionPiece(Pieces.Id(0), state), Author), Author)).State);
    }

    [Fact]
    public void Accesses_are_read_as_pieces_that_hold_only_their_time()
    {
        var read = PieceCodec.Read(
            PieceCodec.Write([new(Pieces.Id(1), Members.After(5000)), new(Pieces.Id(2), Members.Now), new(Pieces.Id(3), Members.After(1))]), Author);

        Assert.Equal([Members.After(5000), Members.Now, Members.After(1)], read.Select(p => p.State.LastAccessed));
        Assert.All(read, p => Assert.True(SessionState.AccessedAt(p.State.LastAccessed!.Value).Equals(p.State)));
    }

    [Fact]
    public void An_access_costs_at_most_30_bytes()
    {
        var accesses = Enumerable.Range(0, 100).Select(i => new SessionAccess(SessionId.New(), Members.After(i * 77))).ToArray();

        Assert.InRange(PieceCodec.Write(accesses).Length, 1, 3000);
    }

    [Fact]
    public void A_changed_attribute_of_100_bytes_costs_at_most_50_more()
    {
        var state = SessionState.Empty.Write(
            new() { Attributes = new Dictionary<string, byte[]?> { ["attr-07"] = new byte[100] }, Accessed = Members.Now }, Members.Now, Author);

        Assert.InRange(PieceCodec.Write(new(SessionId.New(), state.Delta), Author).Length, 101, 150);
    }

    [Fact]
    public void An_id_of_ours_travels_in_16_bytes_and_any_other_as_it_is()
    {
        var ours = SessionId.New("node-1");
        var forged = new SessionId(ours.Value[..^1] + (ours.Value[^1] == 'B' ? 'C' : 'B'));

        Assert.Equal(16, SessionIdFormat.Write(ours).Bytes.Length);
        foreach (var id in new[] { ours, forged })
        {
            var piece = new SessionPiece(id, SessionState.AccessedAt(Members.Now));
            var read = Assert.Single(PieceCodec.Read(PieceCodec.Write(piece, Author), Author));
            Assert.Equal((id.Value, id.Route), (read.Id.Value, read.Id.Route));
        }
    }

    [Fact]
    public void A_session_with_more_removals_than_a_reader_takes_travels_without_them()
    {
        var changes = Enumerable.Range(0, WireLimits.Attributes).ToDictionary(i => $"gone-{i}", byte[]? (_) => null);
        changes["here"] = [1];
        var state = SessionState.Empty.Write(new() { Attributes = changes }, Members.Now, Author).State;

        var read = Assert.Single(PieceCodec.Read(PieceCodec.Write(new(Pieces.Id(1), state), Author), Author));

        Assert.Equal((1, "here"), (read.State.Attributes.Count, Assert.Single(read.State.Attributes.LiveNames)));
    }

    [Fact]
    public void An_expired_session_travels_with_the_content_that_a_move_may_claim()
    {
        var live = SessionState.Empty.Write(new() { Created = Members.Now, Attributes = new Dictionary<string, byte[]?> { ["a"] = [1] } }, Members.Now, 3).State;
        var expired = new SessionPiece(Pieces.Id(1), live.Expire(Members.After(60_000), 4).State);

        Assert.Equal(expired, Assert.Single(PieceCodec.Read(PieceCodec.Write(expired, PieceCodec.NoAuthor), PieceCodec.NoAuthor)));
    }
}
