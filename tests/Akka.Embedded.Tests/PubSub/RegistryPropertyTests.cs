using FsCheck;
using FsCheck.Fluent;

namespace Akka.Embedded.Tests.PubSub;

public sealed class RegistryPropertyTests
{
    [Fact]
    public void Who_knows_a_nodes_latest_version_knows_its_keys_whatever_was_lost_repeated_or_late() => ForAnySteps(afterEach: net =>
    {
        foreach (var (owner, other) in Pairs())
        {
            if (net.Registries[other].Versions.GetValueOrDefault(net.Owners[owner]) != net.Registries[owner].Versions[net.Owners[owner]])
                continue;
            Assert.Equal(net.KeysOf(owner, asKnownBy: owner), net.KeysOf(owner, asKnownBy: other));
        }
    });

    [Fact]
    public void Once_they_hear_from_one_another_all_know_the_same() => ForAnySteps(atTheEnd: net =>
    {
        net.SyncAll();
        foreach (var (owner, other) in Pairs()) Assert.Equal(net.KeysOf(owner, asKnownBy: owner), net.KeysOf(owner, asKnownBy: other));
    });

    [Fact]
    public void Nobody_is_told_what_it_knows() => ForAnySteps(atTheEnd: net =>
    {
        net.SyncAll();
        foreach (var (one, other) in Pairs()) Assert.Empty(net.Registries[one].Since(net.Registries[other].Versions, maxEntries: 10));
    });

    private static IEnumerable<(int Owner, int Other)> Pairs() =>
        from owner in Enumerable.Range(0, RegistryNet.Nodes)
        from other in Enumerable.Range(0, RegistryNet.Nodes)
        where owner != other
        select (owner, other);

    private static void ForAnySteps(Action<RegistryNet>? afterEach = null, Action<RegistryNet>? atTheEnd = null) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), steps =>
    {
        var net = new RegistryNet();
        net.Run(steps, () => afterEach?.Invoke(net));
        atTheEnd?.Invoke(net);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(400));
}
