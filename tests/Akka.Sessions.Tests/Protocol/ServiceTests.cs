using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Protocol;

/// <summary>Members out of service: who says so, who hears of it, who obeys.</summary>
public sealed class ServiceTests
{
    private readonly ManagerInMemory _a = new();
    private readonly List<bool> _orders = [];

    public ServiceTests()
    {
        _a.Board.ServiceOrdered = _orders.Add;
        _a.See(new ViewMember(B), new ViewMember(C));
        _a.Tick();
    }

    [Fact]
    public void An_order_is_obeyed_from_the_member_that_says_it_and_from_nobody_else()
    {
        var refused = _a.Board.Counters.RefusedMessages;
        _a.Tell(new ServiceOrder(B, StandAside: true), C);
        _a.Tell(new ServiceOrder(B, StandAside: true), from: null);
        Assert.Empty(_orders);
        Assert.Equal(refused + 2, _a.Board.Counters.RefusedMessages);

        _a.Tell(new ServiceOrder(B, StandAside: true), B);
        _a.Tell(new ServiceOrder(C, StandAside: false), C);

        Assert.Equal([true, false], _orders);
    }

    [Fact]
    public void One_that_was_never_met_is_not_obeyed()
    {
        var stranger = new MemberId("akka.tcp://shop@10.0.0.9:4053", 99);

        _a.Tell(new ServiceOrder(stranger, StandAside: true), stranger);

        Assert.Empty(_orders);
    }

    [Fact]
    public void The_last_in_service_does_not_obey()
    {
        _a.Tell(new ServiceNotice(B), B);
        _a.Tell(new ServiceNotice(C), C);

        _a.Tell(new ServiceOrder(B, StandAside: true), B);
        Assert.Empty(_orders);

        _a.Tell(new ServiceOrder(B, StandAside: false), B);
        Assert.Equal([false], _orders);
    }

    [Fact]
    public void Who_is_out_of_service_is_known_as_long_as_it_says_so()
    {
        _a.Tell(new ServiceNotice(C), B);
        _a.Tell(new ServiceNotice(B), B);
        _a.Tick();
        Assert.True(IsAside(B));
        Assert.False(IsAside(C));

        _a.Tick(TimeSpan.FromSeconds(3));
        Assert.True(IsAside(B));
        _a.Tick(TimeSpan.FromSeconds(2));
        Assert.False(IsAside(B));
    }

    [Fact]
    public void Who_stands_aside_tells_all_once_a_second_until_it_resumes()
    {
        _a.Tick(TimeSpan.FromSeconds(5));
        Assert.Empty(_a.SentTo<ServiceNotice>(B));

        _a.Board.IsAside = true;
        for (var tick = 0; tick < 10; tick++) _a.Tick(TimeSpan.FromMilliseconds(200));
        Assert.Equal(2, _a.SentTo<ServiceNotice>(B).Count());
        Assert.Equal(2, _a.SentTo<ServiceNotice>(C).Count());

        _a.Board.IsAside = false;
        _a.Tick(TimeSpan.FromSeconds(5));
        Assert.Equal(2, _a.SentTo<ServiceNotice>(B).Count());
    }

    [Fact]
    public void A_member_that_can_be_reached_is_told_and_another_is_not()
    {
        _a.See(new ViewMember(B), new ViewMember(C, IsReachable: false));

        Assert.True(Ask(B));
        Assert.False(Ask(C));
        Assert.Equal([new(A, StandAside: true)], _a.SentTo<ServiceOrder>(B));
        Assert.Empty(_a.SentTo<ServiceOrder>(C));
    }

    private bool IsAside(MemberId member) => _a.Board.Figures.Peers.Single(peer => peer.Member == member).IsAside;

    private bool Ask(MemberId member)
    {
        var sent = new TaskCompletionSource<bool>();
        _a.Tell(new ServiceRequest(member, StandAside: true, sent));
        return sent.Task.Result;
    }
}
