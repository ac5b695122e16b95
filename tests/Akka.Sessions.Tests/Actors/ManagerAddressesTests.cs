using Akka.Actor;
using Akka.Configuration;
using Akka.Sessions.Actors;

namespace Akka.Sessions.Tests.Actors;

/// <summary>Two systems in this process: each is at an address of its own.</summary>
public sealed class ManagerAddressesTests : IDisposable
{
    private static readonly MemberId Here = new("akka://here", 1);
    private static readonly MemberId There = new("akka://there", 2);

    private readonly ActorSystem _here = ActorSystem.Create("here", ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly ActorSystem _there = ActorSystem.Create("there", ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly ManagerAddresses _addresses;

    public ManagerAddressesTests()
    {
        _addresses = new(_here, "/user/manager");
        _addresses.Keep([Here, There]);
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public void Whatever_an_actor_calls_itself_it_is_of_the_member_at_its_address()
    {
        _addresses.Learn(There, _here.DeadLetters);

        Assert.Equal(Here, _addresses.MemberOf(_here.DeadLetters));
        Assert.Equal(There, _addresses.MemberOf(_there.DeadLetters));
        Assert.NotSame(_here.DeadLetters, _addresses.Of(There));

        _addresses.Learn(There, _there.DeadLetters);
        Assert.Same(_there.DeadLetters, _addresses.Of(There));
    }

    [Fact]
    public void Of_members_that_are_gone_nothing_is_known()
    {
        _addresses.Learn(There, _there.DeadLetters);
        _addresses.Keep([Here]);

        Assert.Null(_addresses.MemberOf(_there.DeadLetters));
        Assert.NotSame(_there.DeadLetters, _addresses.Of(There));
    }
}
