using Akka.Configuration;
using Akka.Sessions.Manager;
using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;

namespace Akka.Sessions.Tests.Manager;

/// <summary>HOCON from the application's configuration: values are text, whatever they hold, and never become syntax.</summary>
public sealed class ConfiguredHoconTests
{
    private const string Alphabet = "aZ9 \"\\{}[]:=,#$+/\n\t.?!@*&^`'()<>é€\u0001";

    [Fact]
    public void Any_text_comes_back_as_it_was() => Law.Holds(
        Gen.Elements(Alphabet.ToCharArray()).NonEmptyListOf().Select(letters => new string([.. letters])),
        text => Read(("a:list:0", text), ("a:list:1", "x"), ("a:text", text)) is var hocon
            && hocon.GetString("akka.a.text") == text
            && hocon.GetStringList("akka.a.list").SequenceEqual([text, "x"]));

    [Fact]
    public void Any_name_of_a_key_stays_one_key_unless_it_is_a_path()
    {
        var hocon = Read(("deployment:/user/cart", "x"), ("cluster.roles:0", "web"), ("a{b}:c", "y"));

        Assert.Equal("x", hocon.GetString("akka.deployment.\"/user/cart\""));
        Assert.Equal(["web"], hocon.GetStringList("akka.cluster.roles"));
        Assert.Equal("y", hocon.GetString("akka.\"a{b}\".c"));
    }

    [Fact]
    public void Truths_numbers_and_lists_of_more_than_ten_are_read_as_what_they_are()
    {
        var hocon = Read([("on", "True"), ("off", "False"), ("n", "42"), .. Enumerable.Range(0, 12).Select(i => ($"list:{i}", $"{i}"))]);

        Assert.True(hocon.GetBoolean("akka.on"));
        Assert.False(hocon.GetBoolean("akka.off"));
        Assert.Equal(42, hocon.GetInt("akka.n"));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}"), hocon.GetStringList("akka.list"));
    }

    [Fact]
    public void What_is_empty_is_left_to_its_default_and_a_section_of_nothing_is_refused()
    {
        Assert.False(Read(("role", ""), ("n", "1")).HasPath("akka.role"));
        Assert.Throws<SessionSettingsException>(() => Read(("role", "")));
        Assert.Throws<SessionSettingsException>(() => ConfiguredHocon.Of(configuration: null, "Akka"));
    }

    private static Config Read(params (string Key, string Value)[] values) => ConfigurationFactory.ParseString(ConfiguredHocon.Of(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Akka:{value.Key}", (string?)value.Value)))
            .Build(),
        "Akka"));
}
