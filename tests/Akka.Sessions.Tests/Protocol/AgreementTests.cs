using Akka.Sessions.Manager;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Tests.Actors;
using Akka.Sessions.Wire;
using Microsoft.Extensions.Logging;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Protocol;

/// <summary>Settings that must be the same on every member: who says so, who is told, and what a member can make of it that lies.</summary>
public sealed class AgreementTests
{
    private readonly Lines _log = new();
    private readonly ManagerInMemory _a;

    public AgreementTests()
    {
        _a = new ManagerInMemory("", _log);
        Join(B, C);
    }

    private IReadOnlyList<SettingDifference> Differences => _a.Board.Standing.Differences;

    [Fact]
    public void A_member_that_differs_is_named_with_key_and_both_values()
    {
        _a.Tell(Greeting(B, SettingsOf("idle-timeout = 5 m, absolute-timeout = 8 h")), B);

        Assert.Equal(
            [
                new("akka.sessions.idle-timeout", "00:20:00", B, "00:05:00"),
                new("akka.sessions.absolute-timeout", "off", B, "08:00:00"),
            ],
            Differences);
        Assert.Equal(2, _log.Errors.Count);
        Assert.Contains($"akka.sessions.idle-timeout is 00:20:00 here and 00:05:00 on {B}", _log.Errors[0], StringComparison.Ordinal);
        Assert.True(_a.Board.Standing.View.TryFind(B, out var member) && !member.IsRefused);
    }

    [Fact]
    public void A_welcome_is_compared_as_a_hello_is()
    {
        _a.Tell(new Welcome(ProtocolVersion.Current, "default", C) { Settings = SettingsOf("max-attributes = 7") }, C);

        Assert.Equal([new("akka.sessions.max-attributes", "1000", C, "7")], Differences);
    }

    [Fact]
    public void A_member_tells_others_what_it_has()
    {
        _a.Tell(Greeting(B, []), B);

        Assert.Equal(SettingsOf(""), _a.SentTo<Hello>(B).First().Settings);
        Assert.Equal(SettingsOf(""), _a.SentTo<Welcome>(B).Single().Settings);
    }

    [Fact]
    public void Members_that_are_configured_alike_or_say_nothing_do_not_differ()
    {
        _a.Tell(Greeting(B, SettingsOf("")), B);
        _a.Tell(Greeting(C, [new("from-a-later-release", "1"), new("idle-timeout", "00:20:00")]), C);

        Assert.Empty(Differences);
        Assert.Empty(_log.Errors);
    }

    [Fact]
    public void A_difference_is_gone_with_its_member()
    {
        _a.Tell(Greeting(B, SettingsOf("idle-timeout = 5 m")), B);
        _a.Tell(Greeting(C, SettingsOf("idle-timeout = 6 m")), C);
        Assert.Equal([B, C], Differences.Select(difference => difference.Member));

        Join(C);
        Assert.Equal([C], Differences.Select(difference => difference.Member));

        Join();
        Assert.Empty(Differences);
    }

    [Fact]
    public void What_a_member_says_again_and_again_is_heard_once()
    {
        for (var minutes = 1; minutes <= 100; minutes++) _a.Tell(Greeting(B, SettingsOf($"idle-timeout = {minutes} m")), B);
        _a.Tell(new Welcome(ProtocolVersion.Current, "default", B) { Settings = SettingsOf("idle-timeout = 9 m") }, B);

        Assert.Single(Differences);
        Assert.Single(_log.Errors);
    }

    [Fact]
    public void A_liar_is_heard_on_our_keys_only_once_for_each_and_cannot_forge_a_line()
    {
        AgreedSetting[] lies =
        [
            .. Enumerable.Range(0, WireLimits.Settings - 2).Select(n => new AgreedSetting($"made-up-{n}", "x")),
            new("idle-timeout", "1\r\nError\u001b[31m \u202e\u2028\ud800"), new("idle-timeout", "2"),
        ];
        _a.Tell(Greeting(B, lies), B);

        Assert.Equal("1??Error?[31m ???", Assert.Single(Differences).MemberValue);
        Assert.DoesNotContain(Assert.Single(_log.Errors), char.IsControl);
    }

    [Fact]
    public void In_the_name_of_another_nobody_is_believed()
    {
        _a.Tell(Greeting(C, SettingsOf("idle-timeout = 5 m")), B);

        Assert.Empty(Differences);
    }

    [Fact]
    public void A_filter_of_any_length_fits_on_the_wire_and_can_be_told_from_another()
    {
        var long1 = AgreedSettings.Text(new string('a', 10_000));
        var long2 = AgreedSettings.Text(new string('a', 9_999) + "b");

        Assert.InRange(long1.Length, 1, WireLimits.SettingValueLength);
        Assert.NotEqual(long1, long2);
        Assert.NotEqual(AgreedSettings.Text("a\tb"), AgreedSettings.Text("a\nb"));
        Assert.Equal("[a-z]+", AgreedSettings.Text("[a-z]+"));
    }

    [Fact]
    public void Every_setting_of_ours_fits_on_the_wire_under_a_key_that_there_is()
    {
        var settings = SettingsOf("attribute-name-filter = \"[a-z]+\"");

        Assert.InRange(settings.Length, 1, WireLimits.Settings);
        Assert.Equal(settings.Length, settings.Select(setting => setting.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(settings, setting => Assert.True(SystemFactory.Reference.HasPath($"akka.sessions.{setting.Key}"), setting.Key));
        var hello = new Hello(1, "shop", A) { Settings = settings };
        Assert.Equal(settings, ((Hello)MessageCodec.Read(Manifests.Hello, MessageCodec.Write(hello))).Settings);
    }

    private void Join(params MemberId[] others) =>
        _a.Tell(new MembersChanged([new(A), .. others.Select(member => new ViewMember(member))], IsMember: true));

    private static Hello Greeting(MemberId member, AgreedSetting[] settings) =>
        new(ProtocolVersion.Current, "default", member) { Settings = settings };

    private static AgreedSetting[] SettingsOf(string hocon) => AgreedSettings.Of(SettingsTests.Read(hocon));

    private sealed class Lines : ILogger
    {
        public List<string> Errors { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 2024 && logLevel == LogLevel.Error) Errors.Add(formatter(state, exception));
        }
    }
}
