using Akka.Sessions.Model;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Simulation.Hostile;

/// <summary>Pieces of sessions that never were: from the far future, ended in every way, moved in circles; or bytes that are no pieces.</summary>
internal sealed class LyingPieces(Random random)
{
    public static readonly DateTimeOffset FarAway = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SessionId[] _madeUp = [.. Enumerable.Range(0, 40).Select(i => new SessionId($"forged-forged-forged-{i:00}"))];

    public SessionId AnyId() => _madeUp[random.Next(_madeUp.Length)];

    public byte[] Payload(int author) => random.Next(8) switch
    {
        0 => Noise(random.Next(60)),
        1 => [],
        _ => [.. Enumerable.Range(0, random.Next(1, 4)).SelectMany(_ => PieceCodec.Write(new SessionPiece(AnyId(), AnyState()), author))],
    };

    public byte[] Noise(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private SessionState AnyState()
    {
        var now = random.Next(3) switch { 0 => FarAway, 1 => DateTimeOffset.MaxValue, _ => DateTimeOffset.UnixEpoch.AddDays(random.Next(1, 20_000)) };
        var changes = new SessionChanges
        {
            Created = now,
            Accessed = now,
            IdleTimeout = TimeSpan.FromMilliseconds(random.Next()),
            Attributes = new Dictionary<string, byte[]?>(StringComparer.Ordinal) { [$"a{random.Next(5)}"] = Noise(9), ["gone"] = null },
        };
        var written = SessionState.Empty.Write(changes, now, random.Next());
        return random.Next(4) switch
        {
            0 => SessionState.Ended(SessionEnd.Of(Enumerable.Range(0, random.Next(1, 30)).Select(_ => AnyMove()), null)!),
            1 => written.State.Expire(now, random.Next()).State,
            _ => written.Delta,
        };
    }

    // Back to where others began, too.
    private SessionMove AnyMove() => new(AnyId(), new((ulong)random.NextInt64(1, 1L << 60), random.Next()));
}
