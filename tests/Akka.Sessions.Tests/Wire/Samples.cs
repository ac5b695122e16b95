using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Wire;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Wire;

/// <summary>One of every message and of every kind of piece, always the same.</summary>
internal static class Samples
{
    public static readonly SessionId Id = new("AAECAwQFBgcICQoLDA0ODw");
    private static readonly SessionId Other = new("_____________________w", "node-2");
    private static readonly StreamId Stream = new(B.Incarnation);

    public static IReadOnlyDictionary<string, SessionPiece> Pieces { get; } = new Dictionary<string, SessionPiece>
    {
        ["created"] = new(Id, Created.Delta),
        ["delta"] = new(Id, Created.State.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["a"] = [7], ["b"] = null } }, After(9), 12).Delta),
        ["whole"] = new(Id, Created.State.Write(new() { Attributes = new Dictionary<string, byte[]?> { ["b"] = [8] }, Principal = "ann" }, After(9), 13).State),
        ["moved"] = new(Id, Created.State.MoveTo(Other, After(9), 12).Old.Delta),
        ["invalidated"] = new(Id, Created.State.Invalidate(After(9), 12).State),
        ["expired"] = new(Id, Created.State.Expire(After(9), 12).State),
        ["idle"] = new(Id, Created.State) { IdleFor = TimeSpan.FromSeconds(90) },
        ["accessed"] = new(Id, SessionState.AccessedAt(After(9))),
    };

    public static IReadOnlyList<ISessionMessage> Messages { get; } =
    [
        new Hello(1, "shop", A) { Settings = [new("idle-timeout", "00:20:00"), new("role", "")] },
        new Welcome(1, "shop", A) { Settings = [new("absolute-timeout", "off")] },
        new HelloRefused(1, A, "another context"),
        new ReplicationBatch(Stream, 300, true, PieceCodec.Write(Pieces["delta"], B.Incarnation)),
        new Cursors(A, 7, [new(Stream, 300), new(new(C.Incarnation, 2), 0)]),
        new RepairRequest(Stream, 5, 9),
        new RepairUnavailable(Stream, 8, LastNumber: 9, AskedTo: 12),
        new TransferRequest(-5, A, 0, 1, Id),
        new TransferPage(-5, 0, 3, PieceCodec.Write(Pieces["whole"], PieceCodec.NoAuthor), Id, true, true, [new(Stream, 300)]),
        new TransferCredit(-5, 0, 3),
        new Probe(A, -9),
        new ProbeAck(B, -9),
        new LookupRequest(Id),
        new LookupReply(Id, B, true, PieceCodec.Write(Pieces["whole"], PieceCodec.NoAuthor)),
        new DigestOffer(-7, A, 3, [8, .. new ulong[DigestBucket.Count - 1]]),
        new DigestEntries(-7, B, 3, 900, [new(3, []), new(899, [new(5, 6), new(7, 8)])], [new(Stream, 300)]),
        new DigestContent(-7, A, 2, PieceCodec.Write(Pieces["whole"], PieceCodec.NoAuthor), [9, 10]),
        new DigestAnswer(-7, B, 2, PieceCodec.Write(Pieces["invalidated"], PieceCodec.NoAuthor), 1, [11]),
        new Fragment(B, 4, 1, 3, Manifests.ReplicationBatch, new byte[] { 1, 2, 3 }),
        new ExpiryProposal(new(A.Incarnation, 7), [new(Id, After(9), false), new(Other, Now, true)]),
        new ExpiryVote(new(A.Incarnation, 7), B, [new(Id, After(300), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(20))]),
        new ExpiryVerdict(new(A.Incarnation, 7), [Id]),
        new ServiceOrder(A, true),
        new ServiceNotice(B),
        new LeaseRequest(new(A.Incarnation, 5), Id, TimeSpan.FromMilliseconds(700)),
        new LeaseGrant(new(A.Incarnation, 5), Id, 2, [new(Stream, 300)]),
        new LeaseRefused(new(A.Incarnation, 5), LeaseRefusal.TooMany),
        new LeaseRelease(new(A.Incarnation, 5), Id, new(new(A.Incarnation), 301)),
        new LeaseReleased(new(A.Incarnation, 5)),
        new LeaseQuestion(B, 2, 0x0102_0304_0506_0708, 4),
        new LeaseReport(A, 2, 4, [new(5, Id, true, TimeSpan.FromMilliseconds(700)), new(6, Other, false, TimeSpan.Zero)], true, [new(Stream, 300)]),
    ];

    private static SessionWrite Created => SessionState.Empty.Write(
        new()
        {
            Created = Now,
            Accessed = Now,
            IdleTimeout = TimeSpan.FromMinutes(20),
            AbsoluteTimeout = Timeout.InfiniteTimeSpan,
            Attributes = new Dictionary<string, byte[]?> { ["a"] = [1, 2, 3] },
        },
        Now,
        12);
}
