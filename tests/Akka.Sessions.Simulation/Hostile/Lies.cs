using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Simulation.Hostile;

/// <summary>
/// Well-formed messages of every type in which nothing is true. What they write goes into sessions of their own making, since what a member
/// writes into a session is believed.
/// </summary>
/// <param name="random">Draws everything.</param>
/// <param name="self">Who lies.</param>
/// <param name="others">The members that it speaks of.</param>
/// <param name="ids">Sessions that the others hold.</param>
internal sealed class Lies(Random random, MemberId self, IReadOnlyList<MemberId> others, IReadOnlyList<SessionId> ids)
{
    private readonly LyingPieces _pieces = new(random);

    /// <summary>One of that type; fails for a type that it does not know, so that none is forgotten here.</summary>
    public ISessionMessage Tell(Type type) => type.Name switch
    {
        nameof(Hello) => new Hello(random.Next(1, 3), Either("default", "other"), Anyone()) { Settings = AnySettings() },
        nameof(Welcome) => new Welcome(1, "default", Anyone()) { Settings = AnySettings() },
        nameof(HelloRefused) => new HelloRefused(random.Next(1, 3), Either(Anyone(), Another()), "no"),
        nameof(Probe) => new Probe(Anyone(), random.NextInt64()),
        nameof(ProbeAck) => new ProbeAck(Anyone(), random.NextInt64()),
        nameof(ReplicationBatch) => new ReplicationBatch(AnyStream(), AnyNumber(), Either(true, false), _pieces.Payload(self.Incarnation)),
        nameof(Cursors) => new Cursors(Anyone(), AnyNumber(), AnyCursors()),
        nameof(RepairRequest) => Repair(AnyNumber()),
        nameof(RepairUnavailable) => new RepairUnavailable(AnyStream(), AnyNumber(), Either<long?>(AnyNumber(), null), AnyNumber()),
        nameof(Fragment) => AnyFragment(),
        nameof(TransferRequest) => new TransferRequest(random.NextInt64(), Anyone(), random.Next(8), 8, Either<SessionId?>(AnyId(), null)),
        nameof(TransferPage) => new TransferPage(random.Next(9), random.Next(8), random.Next(3), Whole(), AnyId(), true, true, AnyCursors()),
        nameof(TransferCredit) => new TransferCredit(random.NextInt64(), random.Next(8), random.Next()),
        nameof(LookupRequest) => new LookupRequest(AnyId()),
        nameof(ServiceOrder) => new ServiceOrder(Anyone(), Either(true, false)),
        nameof(ServiceNotice) => new ServiceNotice(Anyone()),
        nameof(LookupReply) => new LookupReply(AnyId(), Anyone(), true, Whole()),
        _ => TellOfDigests(type) ?? TellOfVotes(type) ?? TellOfLeases(type) ?? throw new NotSupportedException($"No lie is known of a {type.Name}."),
    };

    private ISessionMessage? TellOfDigests(Type type) => type.Name switch
    {
        nameof(DigestOffer) => new DigestOffer(random.NextInt64(), Anyone(), random.Next(DigestBucket.Count), Hashes(DigestBucket.Count)),
        nameof(DigestEntries) => new DigestEntries(random.Next(9), Anyone(), 3, 900, [new(random.Next(3, 900), [new(5, 6)])], AnyCursors()),
        nameof(DigestContent) => new DigestContent(random.NextInt64(), Anyone(), random.Next(), Whole(), [.. Hashes(3), StableHash.Of(AnyId())]),
        nameof(DigestAnswer) => new DigestAnswer(random.Next(9), Anyone(), random.Next(3), Whole(), random.Next(9), Hashes(random.Next(99))),
        _ => null,
    };

    private ISessionMessage? TellOfVotes(Type type) => type.Name switch
    {
        nameof(ExpiryProposal) => new ExpiryProposal(
            AnyRound(), [new(AnyId(), LyingPieces.FarAway, Either(true, false)), new(AnyId(), DateTimeOffset.UnixEpoch.AddMilliseconds(1), true)]),
        nameof(ExpiryVote) => new ExpiryVote(AnyRound(), Anyone(), [new(AnyId(), LyingPieces.FarAway, TimeSpan.Zero, TimeSpan.FromDays(9))]),
        nameof(ExpiryVerdict) => new ExpiryVerdict(AnyRound(), [AnyId()]),
        _ => null,
    };

    private ISessionMessage? TellOfLeases(Type type) => type.Name switch
    {
        nameof(LeaseRequest) => new LeaseRequest(AnyLease(), AnyId(), TimeSpan.FromDays(9)),
        nameof(LeaseGrant) => new LeaseGrant(AnyLease(), AnyId(), AnyNumber(), AnyCursors()),
        nameof(LeaseRefused) => new LeaseRefused(AnyLease(), LeaseRefusal.TooMany),
        nameof(LeaseRelease) => new LeaseRelease(AnyLease(), AnyId(), Either<StreamCursor?>(new(AnyStream(), AnyNumber()), null)),
        nameof(LeaseReleased) => new LeaseReleased(AnyLease()),
        nameof(LeaseQuestion) => new LeaseQuestion(Anyone(), AnyNumber(), (ulong)random.NextInt64(), random.Next(3)),
        nameof(LeaseReport) => new LeaseReport(
            Anyone(), random.Next(9), random.Next(2), [new(random.Next(1, 9), AnyId(), Either(true, false), TimeSpan.FromDays(9))], Either(true, false), AnyCursors()),
        _ => null,
    };

    private LeaseId AnyLease() => new(Anyone().Incarnation, random.Next(1, 40));

    private RepairRequest Repair(long from) => new(AnyStream(), from, from + random.NextInt64(long.MaxValue - from));

    private Fragment AnyFragment() =>
        new(Anyone(), random.Next(100_000), random.Next(4), random.Next(4, 256), Manifests.ReplicationBatch, _pieces.Noise(random.Next(40)));

    private ExpiryRound AnyRound() => new(Anyone().Incarnation, random.Next(1, 40));

    // Mostly itself, since what it says in the name of others goes no further.
    private MemberId Anyone() => random.Next(10) switch
    {
        < 7 => self,
        < 9 => Another(),
        _ => new($"akka.tcp://sim@10.9.9.{random.Next(100)}:1", random.Next()),
    };

    private MemberId Another() => others[random.Next(others.Count)];

    private StreamId AnyStream() => new(
        random.Next(4) switch { 0 => random.Next(), 1 => Another().Incarnation, _ => self.Incarnation }, random.Next(4) == 0 ? random.Next() : 0);

    private long AnyNumber() => random.Next(4) switch
    {
        0 => random.Next(1, 2000),
        1 => random.NextInt64(1, long.MaxValue),
        2 => long.MaxValue,
        _ => random.Next(1, 60),
    };

    private StreamCursor[] AnyCursors() => [.. Enumerable.Range(0, random.Next(6)).Select(_ => new StreamCursor(AnyStream(), AnyNumber()))];

    private AgreedSetting[] AnySettings() =>
        [.. Enumerable.Range(0, random.Next(WireLimits.Settings)).Select(n => new AgreedSetting(Either("idle-timeout", $"made-up-{n}"), $"{random.Next()}\n"))];

    private SessionId AnyId() => Either(ids[random.Next(ids.Count)], _pieces.AnyId());

    private byte[] Whole() => _pieces.Payload(PieceCodec.NoAuthor);

    private ulong[] Hashes(int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64())];

    private T Either<T>(T one, T other) => random.Next(2) == 0 ? one : other;
}
