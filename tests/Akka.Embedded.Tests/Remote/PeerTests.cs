using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;
using Akka.Remote.Wire;
using Google.Protobuf;

namespace Akka.Embedded.Tests.Remote;

/// <summary>Peers that are not there, come back as someone else, do not read, or are cut off.</summary>
public sealed class PeerTests : IAsyncLifetime
{
    private readonly RemoteSystems _systems = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.TerminateAsync();

    [Fact]
    public void A_port_in_use_is_an_error_that_names_address_and_key()
    {
        var first = _systems.Start();
        var port = RemoteSystems.PortOf(first);

        var error = Assert.Throws<RemoteTransportException>(() => _systems.Start(port: port));
        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("akka.remote.dot-netty.tcp.port", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.remote.dot-netty.tcp.port = 70000", "akka.remote.dot-netty.tcp.port")]
    [InlineData("akka.remote.dot-netty.tcp.maximum-frame-size = 5b", "maximum-frame-size")]
    [InlineData("akka.remote.dot-netty.tcp.enable-ssl = on", "enable-ssl")]
    [InlineData("akka.remote.dot-netty.tcp.applied-adapters = [trttl]", "applied-adapters")]
    [InlineData("akka.remote.untrusted-mode = on", "untrusted-mode")]
    [InlineData("akka.remote.watch-failure-detector.threshold = 0", "threshold")]
    [InlineData("akka.remote.dot-netty.tcp.hostname = \"0.0.0.0\"", "public-hostname")]
    [InlineData("akka.remote.dot-netty.tcp.hostname = \"no.such.host.invalid\"", "no.such.host.invalid")]
    [InlineData("akka.remote.handshake-timeout = 0s", "handshake-timeout")]
    public void A_setting_that_cannot_be_is_an_error_that_names_it(string hocon, string named) =>
        Assert.Contains(named, Assert.Throws<ConfigurationException>(() => _systems.Start(hocon: hocon)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_is_sent_to_nobody_goes_to_the_dead_letters()
    {
        var a = _systems.Start("a");
        var letters = Keeper.Subscribe<DeadLetter>(a);
        var errors = Keeper.Subscribe<AssociationErrorEvent>(a);
        var gone = ((ExtendedActorSystem)a).Provider.ResolveActorRef($"akka.tcp://b@127.0.0.1:{FreePort()}/user/x");
        gone.Tell("lost");

        await RemoteSystems.UntilAsync(
            () => letters.Cast<DeadLetter>().Any(l => l.Message is "lost" && l.Recipient.Equals(gone)),
            "the dead letter");
        Assert.Equal(gone.Path.Address, Assert.Single(errors.Cast<AssociationErrorEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task A_node_that_is_called_by_another_name_says_what_its_name_is()
    {
        var (a, b) = (_systems.Start("a"), _systems.Start("b"));
        var errors = Keeper.Subscribe<AssociationErrorEvent>(a);
        ((ExtendedActorSystem)a).Provider.ResolveActorRef($"akka.tcp://b@localhost:{RemoteSystems.PortOf(b)}/user/x").Tell("lost");

        await RemoteSystems.UntilAsync(() => !errors.IsEmpty, "the refusal");
        Assert.Contains(
            $"calls itself {RemoteSystems.AddressOf(b)}",
            ((AssociationErrorEvent)errors.First()).Cause.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_starts_late_is_reached_by_what_is_sent_later()
    {
        var a = _systems.Start("a");
        var port = FreePort();
        var seen = ((ExtendedActorSystem)a).Provider.ResolveActorRef($"akka.tcp://b@127.0.0.1:{port}/user/late");
        seen.Tell("too early");
        await RemoteSystems.UntilAsync(() => RemoteSystems.RemotingOf(a).AssociationWith(seen.Path.Address).IsEmpty, "the first attempt");
        var (_, received) = Keeper.In(_systems.Start("b", port), "late");

        await RemoteSystems.UntilAsync(
            () =>
            {
                seen.Tell("now");
                return received.Contains("now");
            },
            "a message to arrive");
    }

    [Fact]
    public async Task A_system_restarted_at_the_same_address_is_a_new_peer()
    {
        var a = _systems.Start("a");
        var b1 = _systems.Start("b");
        var port = RemoteSystems.PortOf(b1);
        var (old, _) = Keeper.In(b1, "keeper");
        var seenOld = RemoteSystems.SeenFrom(a, old, b1);
        Assert.Equal("x", await seenOld.Ask<string>("x", RemoteSystems.Patience));
        var uid = RemoteSystems.RemotingOf(a).AssociationWith(seenOld.Path.Address).Uid;
        await b1.Terminate();

        var b2 = _systems.Start("b", port);
        var letters = Keeper.Subscribe<DeadLetter>(b2);
        var (young, received) = Keeper.In(b2, "keeper");
        var seenYoung = RemoteSystems.SeenFrom(a, young, b2);
        Assert.NotEqual(seenOld, seenYoung);
        await RemoteSystems.UntilAsync(
            () =>
            {
                seenOld.Tell("for the old one");
                seenYoung.Tell("for the young one");
                return received.Contains("for the young one") && letters.Cast<DeadLetter>().Any(l => l.Message is "for the old one");
            },
            "both messages to end where they belong");
        Assert.DoesNotContain("for the old one", received);
        Assert.NotEqual(uid, RemoteSystems.RemotingOf(a).AssociationWith(seenOld.Path.Address).Uid);
    }

    [Fact]
    public async Task What_a_slow_peer_does_not_take_overflows_into_the_dead_letters_and_is_counted()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var a = _systems.Start("a", hocon: "akka.remote.outbound-queue-size = 20000b");
        var letters = Keeper.Subscribe<DeadLetter>(a);
        var warnings = Keeper.Subscribe<Warning>(a);
        var seen = ((ExtendedActorSystem)a)
            .Provider.ResolveActorRef($"akka.tcp://b@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/user/x");
        for (var i = 0; i < 1000; i++) seen.Tell(i);

        var association = RemoteSystems.RemotingOf(a).AssociationWith(seen.Path.Address);
        await RemoteSystems.UntilAsync(() => letters.Count == association.Overflowed, "the dead letters");
        Assert.InRange(association.Overflowed, 800, 900);
        Assert.Equal(
            Enumerable.Range(1000 - (int)association.Overflowed, (int)association.Overflowed),
            letters.Cast<DeadLetter>().Select(l => (int)l.Message));
        Assert.Single(warnings, w => $"{((Warning)w).Message}".Contains("outbound-queue-size", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_over_the_frame_size_is_not_sent_and_logged_with_type_and_sizes()
    {
        var (a, b) = (_systems.Start("a"), _systems.Start("b"));
        var errors = Keeper.Subscribe<Error>(a);
        var letters = Keeper.Subscribe<DeadLetter>(a);
        var (keeper, received) = Keeper.In(b);
        var seen = RemoteSystems.SeenFrom(a, keeper, b);
        seen.Tell(new byte[127_900]);
        seen.Tell(new byte[128_000]);
        seen.Tell("after");

        await RemoteSystems.UntilAsync(() => received.Contains("after"), "the message after");
        Assert.Equal(127_900, Assert.IsType<byte[]>(received.First()).Length);
        Assert.Equal(2, received.Count);
        await RemoteSystems.UntilAsync(() => errors.Count == 1 && letters.Count == 1, "error and dead letter");
        var text = $"{((Error)errors.Single()).Message}";
        Assert.All(["System.Byte[]", "128000 bytes", "maximum-frame-size"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_quarantined_incarnation_is_cut_off_in_both_directions_until_it_restarts()
    {
        var (a, b) = (_systems.Start("a"), _systems.Start("b"));
        var letters = Keeper.Subscribe<DeadLetter>(a);
        var told = Keeper.Subscribe<ThisActorSystemQuarantinedEvent>(b);
        var (onA, fromB) = Keeper.In(a);
        var (onB, fromA) = Keeper.In(b);
        var (toB, toA) = (RemoteSystems.SeenFrom(a, onB, b), RemoteSystems.SeenFrom(b, onA, a));
        Assert.Equal("x", await toB.Ask<string>("x", RemoteSystems.Patience));

        RemoteSystems.RemotingOf(a).Quarantine(toB.Path.Address, RemoteSystems.RemotingOf(b).Uid);
        toB.Tell("into the void");
        await RemoteSystems.UntilAsync(
            () =>
            {
                toA.Tell("unheard");
                return !told.IsEmpty && letters.Cast<DeadLetter>().Any(l => l.Message is "into the void");
            },
            "both sides to know");
        var heardBefore = fromB.Count;
        toA.Tell("unheard");
        Assert.Equal(heardBefore, fromB.Count);
        Assert.DoesNotContain("into the void", fromA);

        await b.Terminate();
        var b2 = _systems.Start("b", RemoteSystems.PortOf(b));
        var (again, received) = Keeper.In(b2);
        await RemoteSystems.UntilAsync(
            () =>
            {
                RemoteSystems.SeenFrom(a, again, b2).Tell("welcome back");
                return received.Contains("welcome back");
            },
            "the restarted system to be reached");
    }

    [Fact]
    public async Task What_is_queued_at_the_end_is_still_sent()
    {
        var (a, b) = (_systems.Start("a"), _systems.Start("b"));
        var (keeper, received) = Keeper.In(b);
        var seen = RemoteSystems.SeenFrom(a, keeper, b);
        for (var i = 0; i < 20_000; i++) seen.Tell(i);
        await a.Terminate();

        await RemoteSystems.UntilAsync(() => received.Count == 20_000, "all that was queued");
    }

    [Fact]
    public async Task A_peer_that_stops_reading_does_not_hold_up_the_end()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Address("akka.tcp", "b", "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        var a = _systems.Start("a", hocon: "akka.remote.flush-wait-on-shutdown = 200ms");
        var seen = ((ExtendedActorSystem)a).Provider.ResolveActorRef($"{address}/user/x");
        for (var i = 0; i < 400; i++) seen.Tell(new byte[100_000]);
        using var deaf = await listener.AcceptSocketAsync();
        await deaf.SendAsync(Welcome(address));
        await RemoteSystems.UntilAsync(() => RemoteSystems.RemotingOf(a).AssociationWith(address).Uid == 1, "the handshake");

        await a.Terminate().WaitAsync(RemoteSystems.Patience);
    }

    [Fact]
    public void A_connection_whose_data_stays_unacknowledged_is_given_up_after_the_time_set()
    {
        if (!OperatingSystem.IsLinux()) return;
        var a = _systems.Start("a", hocon: "akka.remote.dot-netty.tcp.unacknowledged-timeout = 7s");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var milliseconds = new byte[4];
        Sockets.Tune(socket, RemoteSystems.RemotingOf(a).Settings);

        Assert.Equal(4, socket.GetRawSocketOption(Sockets.LinuxTcp, Sockets.LinuxUserTimeout, milliseconds));
        Assert.Equal(7000, BitConverter.ToInt32(milliseconds));
    }

    private static byte[] Welcome(Address address)
    {
        var reply = new HelloReply
            { Verdict = HelloReply.Types.Verdict.Welcome, Uid = 1, Address = address.ToString(), Version = Frames.Version }.ToByteArray();
        return [.. "AkEm"u8, Frames.Version, .. BitConverter.GetBytes(reply.Length + 1), (byte)FrameKind.HelloReply, .. reply];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
