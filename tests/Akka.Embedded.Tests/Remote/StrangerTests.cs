using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Akka.Remote.Wire;
using Google.Protobuf;

namespace Akka.Embedded.Tests.Remote;

/// <summary>
/// What comes to the port and is no peer, or a broken one: it is disconnected with one clear warning, and the system lives on.
/// </summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private readonly RemoteSystems _systems = new();
    private ActorSystem _system;
    private IEnumerable<string> _warnings;

    private Address Address => RemoteSystems.AddressOf(_system);

    public StrangerTests() => (_system, _warnings) = Start("akka.remote.dot-netty.tcp.maximum-frame-size = 40000b");

    public Task InitializeAsync() => Task.CompletedTask;

    // The timeout is part of what is tested only where a test says so: a busy machine may need long for a handshake.
    private (ActorSystem System, IEnumerable<string> Warnings) Start(string hocon)
    {
        var system = _systems.Start("sys", hocon: hocon);
        return (system, Keeper.Subscribe<Warning>(system).Select(warning => $"{((LogEvent)warning).Message}"));
    }

    public async Task DisposeAsync()
    {
        var (_, received) = Keeper.In(_system, "survivor");
        var survivor = _systems.Start("friend").ActorSelection($"{Address}/user/survivor");
        await RemoteSystems.UntilAsync(
            () =>
            {
                survivor.Tell("still there?");
                return !received.IsEmpty;
            },
            "a message to the system");
        await _systems.TerminateAsync();
    }

    [Fact]
    public Task Http_is_refused() =>
        IsRefusedAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"), "does not speak this engine's remoting protocol");

    [Fact]
    public async Task Random_bytes_are_refused()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            if (i % 2 == 0) Preface().CopyTo(bytes.Length >= 5 ? bytes : bytes = new byte[5], 0);
            using var client = await ConnectAsync();
            await client.SendAsync(bytes);
            client.Shutdown(SocketShutdown.Send);
            await HangsUpAsync(client, $"seed {seed}, round {i}");
        }
    }

    [Fact]
    public Task A_peer_that_says_nothing_is_disconnected()
    {
        (_system, _warnings) = Start("akka.remote.handshake-timeout = 300ms");

        return IsRefusedAsync([], "did not complete the handshake within 00:00:00.3");
    }

    [Fact]
    public async Task A_peer_that_drips_is_disconnected()
    {
        (_system, _warnings) = Start("akka.remote.handshake-timeout = 300ms");
        using var client = await ConnectAsync();
        using var patience = new CancellationTokenSource(RemoteSystems.Patience);
        var greeting = Greeting(Address, 1);
        var sent = 0;
        try
        {
            for (; sent < greeting.Length; sent++)
            {
                await client.SendAsync(greeting.AsMemory(sent, 1), patience.Token);
                await Task.Delay(50, patience.Token);
            }
            Assert.Fail("the whole handshake was dripped");
        }
        catch (SocketException)
        {
            Assert.NotEqual(0, sent);
        }
        await RemoteSystems.UntilAsync(
            () => _warnings.Any(w => w.Contains("did not complete the handshake", StringComparison.Ordinal)),
            "the warning");
    }

    [Fact]
    public Task A_handshake_that_is_too_long_is_refused() =>
        IsRefusedAsync([.. Preface(), 0xFF, 0xFF, 0, 0, 1], "announced a frame of 65535 bytes");

    [Fact]
    public Task A_handshake_that_is_no_protobuf_is_refused() =>
        IsRefusedAsync([.. Preface(), 4, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF], "something that is no Hello");

    [Fact]
    public Task Another_protocol_version_is_refused_with_a_reason() =>
        IsRefusedAsync([(byte)'A', (byte)'k', (byte)'E', (byte)'m', 99], "speaks version 99");

    [Fact]
    public Task A_greeting_for_another_address_is_refused_with_a_reason() =>
        IsRefusedAsync(Greeting(new Address("akka.tcp", "sys", "elsewhere", 1), 1), "calls itself " + Address);

    [Fact]
    public Task A_peer_that_claims_this_systems_address_is_refused() =>
        IsRefusedAsync(Greeting(Address, 1, Address.ToString()), "as this system does");

    [Theory]
    [InlineData("nonsense", 1)]
    [InlineData("akka.tcp://stranger@127.0.0.1:1", 0)]
    [InlineData("akka.tcp://stranger@127.0.0.1:0", 1)]
    [InlineData("akka://stranger", 1)]
    public Task A_greeting_from_no_address_is_refused(string from, int uid) =>
        IsRefusedAsync(Greeting(Address, uid, from), $"calls itself '{from}'");

    [Fact]
    public async Task Only_so_many_addresses_are_remembered()
    {
        for (var i = 0; i < TcpRemoting.MaximumPeers; i++)
            RemoteSystems.RemotingOf(_system).AssociationWith(new Address("akka.tcp", "sys", $"host{i}", 1));

        await IsRefusedAsync(Greeting(Address, 1), $"has heard of {TcpRemoting.MaximumPeers} addresses");
        // Nobody new gets in any more, so another one has to live on.
        (_system, _warnings) = Start("");
    }

    [Fact]
    public async Task A_frame_over_the_limit_ends_the_connection()
    {
        using var client = await GreetAsync();
        await client.SendAsync(new byte[] { 0x41, 0x9C, 0, 0, 3 });

        await HangsUpAsync(client, "oversized frame");
        await RemoteSystems.UntilAsync(
            () => _warnings.Any(w => w.Contains("announced a frame of 40001 bytes, and at most 40000", StringComparison.Ordinal)),
            "the warning");
    }

    [Theory]
    [InlineData(new byte[] { 3, 0 }, "to nobody")]
    [InlineData(new byte[] { 3, 2 }, "never filled")]
    [InlineData(new byte[] { 3, 0xFF, 0xFF, 3 }, "slot 32766 of a table of 1024")]
    [InlineData(new byte[] { 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "a number that does not end")]
    [InlineData(new byte[] { 3, 3, 0xFF, 0xFF, 3 }, "a path or manifest of 65535 bytes")]
    [InlineData(new byte[] { 3, 3, 1, (byte)'x', 0, 0, 0 }, "no path")]
    [InlineData(new byte[] { 4, 0xFF }, "no SystemFrame")]
    [InlineData(new byte[] { 4 }, "no path")]
    [InlineData(new byte[] { 77 }, "unknown kind 77")]
    [InlineData(new byte[0], "empty frame")]
    public async Task A_frame_that_makes_no_sense_ends_the_connection(byte[] frame, string reason)
    {
        using var client = await GreetAsync();
        await client.SendAsync((byte[])[(byte)frame.Length, 0, 0, 0, .. frame]);

        await HangsUpAsync(client, reason);
        await RemoteSystems.UntilAsync(() => _warnings.Any(w => w.Contains(reason, StringComparison.Ordinal)), reason);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_lost_and_the_connection_goes_on()
    {
        using var client = await GreetAsync();
        var (_, received) = Keeper.In(_system, "keeper");
        byte[] unknown = [3, 3, 12, .. "/user/keeper"u8, 0, 99, 3, 1, (byte)'x'];
        byte[] text = [3, 2, 0, 17, 3, 1, (byte)'S', .. "hello"u8];
        await client.SendAsync((byte[])[(byte)unknown.Length, 0, 0, 0, .. unknown, (byte)text.Length, 0, 0, 0, .. text]);

        await RemoteSystems.UntilAsync(() => received.Contains("hello"), "the second message");
        Assert.Contains(_warnings, w => w.Contains("No serializer has the identifier 99", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_so_many_may_be_silent_at_once()
    {
        (_system, _warnings) = Start("akka.remote { handshake-timeout = 1s, maximum-pending-handshakes = 4 }");
        var clients = new List<Socket>();
        for (var i = 0; i < 12; i++) clients.Add(await ConnectAsync());

        await RemoteSystems.UntilAsync(
            () => _warnings.Any(w => w.Contains("maximum-pending-handshakes", StringComparison.Ordinal)),
            "the warning");
        foreach (var client in clients) await HangsUpAsync(client, "silent");
        clients.ForEach(client => client.Dispose());
    }

    private static byte[] Preface() => [(byte)'A', (byte)'k', (byte)'E', (byte)'m', Frames.Version];

    private static byte[] Greeting(Address to, int uid, string from = "akka.tcp://stranger@127.0.0.1:1")
    {
        var hello = new Hello { From = from, Uid = uid, To = to.ToString() }.ToByteArray();
        return [.. Preface(), .. BitConverter.GetBytes(hello.Length + 1), (byte)FrameKind.Hello, .. hello];
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, RemoteSystems.PortOf(_system)));
        return client;
    }

    private async Task<Socket> GreetAsync()
    {
        var client = await ConnectAsync();
        await client.SendAsync(Greeting(Address, 1));
        var answer = new byte[100];
        Assert.NotEqual(0, await client.ReceiveAsync(answer));
        return client;
    }

    private async Task IsRefusedAsync(byte[] bytes, string reason)
    {
        using var client = await ConnectAsync();
        await client.SendAsync(bytes);

        await HangsUpAsync(client, reason);
        client.Close();
        await RemoteSystems.UntilAsync(() => _warnings.Any(w => w.Contains(reason, StringComparison.Ordinal)), reason);
        Assert.Single(_warnings);
    }

    private static async Task HangsUpAsync(Socket client, string context)
    {
        using var patience = new CancellationTokenSource(RemoteSystems.Patience);
        var buffer = new byte[1000];
        try
        {
            while (await client.ReceiveAsync(buffer, patience.Token) > 0) { }
        }
        catch (SocketException)
        {
            // Hung up before it had read everything: a reset.
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"still connected: {context}");
        }
    }
}
