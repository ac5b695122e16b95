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
    public void An_earlier_incarnation_is_a_stranger()
    {
        var view = Members.View(Members.B);

        Assert.False(view.Contains(Members.B with { Incarnation = 99 }));
        Assert.False(view.TryFind(99, out _));
        Assert.True(view.TryFind(Members.B.Incarnation, out var found));
        Assert.Equal(Members.B, found);
    }
}
