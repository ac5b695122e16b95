using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Model;

public sealed class ViewTests
{
    [Fact]
    public void This_member_is_in_the_view_even_before_the_cluster_says_so()
    {
        var view = new View(Members.A, [new(Members.B)]);

        Assert.True(view.Contains(Members.A));
        Assert.Equal([Members.B], view.Others.Select(m => m.Id));
    }

    [Fact]
    public void A_refused_member_is_none_of_the_others() => Assert.Empty(Members.View(Members.Refused(Members.B)).Others);

    [Fact]
    public void Of_two_members_with_one_incarnation_one_is_left_out()
    {
        var (likeC, likeA) = (Members.D with { Incarnation = Members.C.Incarnation }, Members.D with { Incarnation = Members.A.Incarnation });

        Assert.Equal([Members.C], Members.View(likeC, Members.C).Others.Select(m => m.Id));
        Assert.Empty(Members.View(likeA).Others);
        Assert.True(Members.View(likeA).TryFind(Members.A.Incarnation, out var found));
        Assert.Equal(Members.A, found);
    }

    [Fact]
    public void An_earlier_incarnation_is_a_stranger()
    {
        var view = Members.View(Members.B);

        Assert.False(view.Contains(Members.B with { Incarnation = 99 }));
        Assert.False(view.TryFind(99, out _));
        Assert.True(view.TryFind(Members.B.Incarnation, out var found));
        Assert.Equal(Members.B, found);
    }
}
