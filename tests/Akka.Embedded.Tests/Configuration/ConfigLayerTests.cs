using Akka.Configuration;

namespace Akka.Embedded.Tests.Configuration;

public sealed class ConfigLayerTests
{
    private static readonly Config Upper = ConfigurationFactory.ParseString("a { b = 1 }");
    private static readonly Config Lower = ConfigurationFactory.ParseString("a { b = 2, c = 3 }, d = 4");

    [Fact]
    public void A_layer_hides_and_extends_what_is_below_it()
    {
        var config = Upper.WithFallback(Lower);

        Assert.Equal(1, config.GetInt("a.b"));
        Assert.Equal(3, config.GetInt("a.c"));
        Assert.Equal(4, config.GetInt("d"));
        Assert.Equal(["a", "d"], config.AsEnumerable().Select(pair => pair.Key).Order());
        Assert.Equal(3, config.GetConfig("a").GetInt("c"));
    }

    [Fact]
    public void Layers_stay_as_they_were_when_others_are_put_together()
    {
        var three = Upper.WithFallback(Lower).WithFallback(ConfigurationFactory.ParseString("a.e = 5"));

        Assert.Equal(5, three.GetInt("a.e"));
        Assert.False(Upper.HasPath("a.c"));
        Assert.False(Lower.HasPath("a.e"));
        Assert.Equal(2, Lower.WithFallback(Upper).GetInt("a.b"));
    }

    [Fact]
    public void Text_and_configuration_can_be_added()
    {
        Config implicitly = "a.b = 0";

        Assert.Equal(4, (Upper + "d = 4").GetInt("d"));
        Assert.Equal(0, ("a.b = 0" + Upper).GetInt("a.b"));
        Assert.Equal(0, implicitly.GetInt("a.b"));
    }

    [Fact]
    public void Only_the_rendering_with_fallback_shows_what_is_below()
    {
        var config = Upper.WithFallback(Lower);

        Assert.DoesNotContain("d = 4", config.ToString(), StringComparison.Ordinal);
        Assert.Contains("d = 4", config.ToString(includeFallback: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_layers_are_recognised()
    {
        Assert.True(Config.Empty.IsNullOrEmpty());
        Assert.True(default(Config)!.IsNullOrEmpty());
        Assert.False(Upper.IsNullOrEmpty());
        Assert.Same(Lower, Config.Empty.SafeWithFallback(Lower));
        Assert.Same(Upper, Upper.WithFallback(Config.Empty));
    }
}
