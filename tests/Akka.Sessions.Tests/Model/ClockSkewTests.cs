using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Model;

public sealed class ClockSkewTests
{
    private readonly ClockSkew _skew = new(TimeSpan.FromMinutes(1));

    [Fact]
    public void A_piece_from_too_far_in_the_future_is_counted_and_kept()
    {
        var piece = Written(Members.Now.AddMinutes(5));

        Assert.Equal(TimeSpan.FromMinutes(5), _skew.Observe(piece, Members.Now, Members.Now));
        Assert.Equal(1, _skew.Count);
        Assert.Equal(piece.HighestStamp, SessionState.Merge(SessionState.Empty, piece).HighestStamp);
    }

    [Fact]
    public void A_piece_within_the_allowance_is_not()
    {
        Assert.Null(_skew.Observe(Written(Members.Now.AddMinutes(1)), Members.Now, Members.Now));
        Assert.Null(_skew.Observe(Written(Members.Now.AddHours(-5)), Members.Now, Members.Now));
        Assert.Null(_skew.Observe(SessionState.AccessedAt(Members.Now), Members.Now, Members.Now));
        Assert.Equal(0, _skew.Count);
    }

    [Fact]
    public void All_are_counted_and_one_a_minute_is_told()
    {
        var piece = Written(Members.Now.AddMinutes(5));
        _skew.Observe(piece, Members.Now, Members.Now);

        Assert.Null(_skew.Observe(piece, Members.Now, Members.Now.AddSeconds(59)));
        Assert.NotNull(_skew.Observe(piece, Members.Now, Members.Now.AddSeconds(60)));
        Assert.Equal(3, _skew.Count);
    }

    private static SessionState Written(DateTimeOffset at) =>
        SessionState.Of(AttributeSet.Of([("a", AttributeCell.Removed(Stamp.Next(at, default, 2)))]));
}
