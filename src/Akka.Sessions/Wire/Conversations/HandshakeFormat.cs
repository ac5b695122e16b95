using Akka.Sessions.Messages;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>Greetings and probes.</summary>
internal static class HandshakeFormat
{
    public static IMessage Write(Hello hello) => Greeting(hello.ProtocolVersion, hello.ContextName, hello.Member, hello.Settings);

    public static IMessage Write(Welcome welcome) =>
        Greeting(welcome.ProtocolVersion, welcome.ContextName, welcome.Member, welcome.Settings);

    public static IMessage Write(HelloRefused refused) => Greeting(refused.ProtocolVersion, "", refused.Member, [], refused.Reason);

    public static IMessage Write(Probe probe) => Probe(probe.Member, probe.Nonce);

    public static IMessage Write(ProbeAck ack) => Probe(ack.Member, ack.Nonce);

    public static Hello ReadHello(ReadOnlySpan<byte> bytes)
    {
        var greeting = Greeting(bytes);
        return new(greeting.ProtocolVersion, greeting.ContextName, CommonFormat.Member(greeting.Member)) { Settings = Settings(greeting) };
    }

    public static Welcome ReadWelcome(ReadOnlySpan<byte> bytes)
    {
        var greeting = Greeting(bytes);
        return new(greeting.ProtocolVersion, greeting.ContextName, CommonFormat.Member(greeting.Member)) { Settings = Settings(greeting) };
    }

    public static HelloRefused ReadRefused(ReadOnlySpan<byte> bytes)
    {
        var greeting = Greeting(bytes);
        return new(greeting.ProtocolVersion, CommonFormat.Member(greeting.Member), greeting.Reason);
    }

    public static Probe ReadProbe(ReadOnlySpan<byte> bytes)
    {
        var probe = Parsing.Read(Format.Probe.Parser, bytes, "probe");
        return new(CommonFormat.Member(probe.Member), (long)probe.Nonce);
    }

    public static ProbeAck ReadProbeAck(ReadOnlySpan<byte> bytes)
    {
        var probe = ReadProbe(bytes);
        return new(probe.Member, probe.Nonce);
    }

    private static Format.Greeting Greeting(
        int version, string context, MemberId member, IReadOnlyList<AgreedSetting> settings, string reason = "") => new()
    {
        ProtocolVersion = version, ContextName = context, Member = CommonFormat.Member(member), Reason = reason,
        Settings = { settings.Select(setting => new Format.Setting { Key = setting.Key, Value = setting.Value }) },
    };

    private static AgreedSetting[] Settings(Format.Greeting greeting)
    {
        WireLimits.Count(greeting.Settings.Count, WireLimits.Settings, "settings");
        return [.. greeting.Settings.Select(Setting)];
    }

    private static AgreedSetting Setting(Format.Setting setting)
    {
        if (setting.Key.Length == 0) throw new WireFormatException("A setting without a key.");
        return new(
            WireLimits.Text(setting.Key, WireLimits.SettingKeyLength, "key of a setting"),
            WireLimits.Text(setting.Value, WireLimits.SettingValueLength, "value of a setting"));
    }

    private static Format.Greeting Greeting(ReadOnlySpan<byte> bytes)
    {
        var greeting = Parsing.Read(Format.Greeting.Parser, bytes, "greeting");
        WireLimits.Number(greeting.ProtocolVersion, 1, "protocol version");
        WireLimits.Text(greeting.ContextName, WireLimits.ContextNameLength, "context name");
        WireLimits.Text(greeting.Reason, WireLimits.ReasonLength, "reason");
        return greeting;
    }

    private static Format.Probe Probe(MemberId member, long nonce) => new() { Member = CommonFormat.Member(member), Nonce = (ulong)nonce };
}
