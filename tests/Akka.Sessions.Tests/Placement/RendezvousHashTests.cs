using Akka.Sessions.Model;
using Akka.Sessions.Placement;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Placement;

public sealed class RendezvousHashTests
{
    private static readonly MemberId[] Four = [A, B, C, D];

    [Fact]
    public void The_choice_is_the_same_in_every_process_and_release()
    {
        var chosen = Enumerable.Range(0, 16).Select(i => RendezvousHash.Choose(Pieces.Id(i), Four)!.Value.Address[^6]);

        Assert.Equal("2133214121111323", string.Concat(chosen));
    }

    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_the_members() => Assert.All(
        Enumerable.Range(0, 100).Select(Pieces.Id),
        id => Assert.Equal(RendezvousHash.Choose(id, Four), RendezvousHash.Choose(id, Four.Reverse())));

    [Fact]
    public void When_a_member_goes_only_its_sessions_go_to_others() => Assert.All(Enumerable.Range(0, 200).Select(Pieces.Id), id =>
    {
        var before = RendezvousHash.Choose(id, Four);
        var after = RendezvousHash.Choose(id, [A, B, C]);
        Assert.True(before == D || before == after);
    });

    [Fact]
    public void The_members_share_the_sessions_about_evenly()
    {
        var counts = Enumerable.Range(0, 8000).Select(Pieces.Id).CountBy(id => RendezvousHash.Choose(id, Four)!.Value);

        Assert.All(counts, c => Assert.InRange(c.Value, 1800, 2200));
    }

    [Fact]
    public void Nobody_is_chosen_of_nobody() => Assert.Null(RendezvousHash.Choose(Pieces.Id(1), []));

    [Fact]
    public void Expiry_is_watched_by_a_member_that_serves_and_by_another_when_it_goes()
    {
        var ids = Enumerable.Range(0, 50).Select(Pieces.Id).ToArray();

        Assert.All(ids, id => Assert.NotEqual(C, ExpiryMember.Of(id, View(Is(B, MemberStanding.Up), Is(C, MemberStanding.Joining)))));
        Assert.All(ids, id => Assert.Equal(A, ExpiryMember.Of(id, View(Array.Empty<MemberId>()))));
        Assert.Contains(ids, id => ExpiryMember.Of(id, View(B)) == B);
    }

    [Fact]
    public void For_a_member_that_cannot_be_reached_another_stands_in_only_when_asked_for()
    {
        var ids = Enumerable.Range(0, 50).Select(Pieces.Id).ToArray();

        Assert.Contains(ids, id => ExpiryMember.Of(id, View(Unreachable(B))) == B);
        Assert.All(ids, id => Assert.Equal(A, ExpiryMember.Of(id, View(Unreachable(B)), reachableOnly: true)));
    }
}
