using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class DigestScaleTests
{
    private const int Sessions = 100_000;
    private const int Differing = 10;

    [Fact]
    public void Two_members_that_differ_in_10_of_100_000_sessions_exchange_at_most_100_sessions_and_64_KB_of_hashes()
    {
        var (a, b) = (new DigestMember(A), new DigestMember(B));
        for (var i = 0; i < Sessions; i++)
        {
            var piece = new SessionPiece(Pieces.Id(i), Written("cart", 1));
            a.Merge(piece);
            b.Merge(piece);
        }

        for (var i = 0; i < Differing; i++) (i % 2 == 0 ? a : b).Merge(new(Pieces.Id(i * 7919), Written("more", 2)));

        var run = DigestRun.Between(a, b);

        Assert.Equal(a.Index.Sums, b.Index.Sums);
        Assert.Equal(Differing, a.Exchanges.Differing);
        Assert.InRange(run.Pieces, Differing, 100);
        Assert.InRange(run.HashBytes, 0, 64 * 1024);
    }

    private static SessionState Written(string name, ulong time) =>
        SessionState.Of(AttributeSet.Of([(name, AttributeCell.Written([1], new(time << 16, 1)))]));
}
