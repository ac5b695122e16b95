using Akka.Actor;

namespace Akka.Embedded.Tests.Actor.Systems;

public sealed class PathTests
{
    [Theory]
    [InlineData("akka://local", "akka", "local", null, null)]
    [InlineData("akka.tcp://sys@10.0.0.1:4053", "akka.tcp", "sys", "10.0.0.1", 4053)]
    [InlineData("akka.tcp://sys@host-a.example:0", "akka.tcp", "sys", "host-a.example", 0)]
    [InlineData("akka.tcp://sys@[::1]:4053", "akka.tcp", "sys", "[::1]", 4053)]
    public void An_address_is_read_and_written_the_same(string text, string protocol, string system, string? host, int? port)
    {
        var address = Address.Parse(text);
        Assert.Equal((protocol, system, host, port), (address.Protocol, address.System, address.Host, address.Port));
        Assert.Equal(text, address.ToString());
        Assert.Equal(new Address(protocol, system, host!, port), address);
        Assert.Equal(host is null, address.HasLocalScope);
    }

    [Theory]
    [InlineData("")]
    [InlineData("akka")]
    [InlineData("akka://")]
    [InlineData("http://sys@host:80")]
    [InlineData("akka.tcp://@host:80")]
    [InlineData("akka.tcp://sys@host")]
    [InlineData("akka.tcp://sys@:80")]
    [InlineData("akka.tcp://sys@host:x")]
    [InlineData("akka.tcp://sys@host:65536")]
    [InlineData("akka.tcp://sys@host:-1")]
    [InlineData("akka.tcp://sys@[::1]")]
    [InlineData("akka.tcp://host:80")]
    public void What_is_no_address_is_refused(string text) => Assert.False(Address.TryParse(text, out _));

    [Fact]
    public void A_path_knows_its_elements_its_parent_its_root_and_its_uid()
    {
        var path = ActorPath.Parse("akka.tcp://sys@host:4053/user/parent/child#4711");
        Assert.Equal(["user", "parent", "child"], path.Elements);
        Assert.Equal("child", path.Name);
        Assert.Equal(4711, path.Uid);
        Assert.Equal(3, path.Depth);
        Assert.Equal("akka.tcp://sys@host:4053/user/parent", path.Parent.ToString());
        Assert.Equal("akka.tcp://sys@host:4053/", path.Root.ToString());
        Assert.Equal("/user/parent/child", path.ToStringWithoutAddress());
        Assert.Equal("akka.tcp://sys@host:4053/user/parent/child#4711", path.ToSerializationFormat());
        Assert.Equal(path.Parent, path.ParentOf(-1));
    }

    [Fact]
    public void A_local_path_takes_the_address_it_is_sent_from()
    {
        var path = ActorPath.Parse("akka://sys/user/a").WithUid(7);
        Assert.Equal("akka.tcp://sys@host:4053/user/a#7", path.ToSerializationFormatWithAddress(Address.Parse("akka.tcp://sys@host:4053")));
    }

    [Fact]
    public void Paths_are_equal_whatever_their_uid_and_differ_by_address_and_name()
    {
        var path = ActorPath.Parse("akka://sys/user/a");
        Assert.Equal(path, path.WithUid(7));
        Assert.Equal(path.GetHashCode(), path.WithUid(7).GetHashCode());
        Assert.True(path == path.WithUid(7));
        Assert.NotEqual(path, path.Parent / "b");
        Assert.NotEqual(path, ActorPath.Parse("akka://other/user/a"));
        Assert.Equal(path, path.Root / new[] { "user", "a" });
    }

    [Fact]
    public void A_deep_path_costs_no_stack()
    {
        var path = ActorPath.Parse("akka://sys/" + string.Join('/', Enumerable.Repeat("a", 20_000)));
        Assert.Equal(20_000, path.Depth);
        Assert.Equal(path, path.Parent / "a");
        Assert.Equal(11 + 40_000 - 1, path.ToString().Length);
    }
}
