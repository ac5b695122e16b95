using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Embedded.Tests.PubSub;

public sealed class RegistryTests
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);
    private static readonly UniqueAddress Self = new(new Address("akka.tcp", "registry", "127.0.0.1", 1), 1);
    private static readonly UniqueAddress Other = new(new Address("akka.tcp", "registry", "127.0.0.1", 2), 2);
    private static readonly UniqueAddress Third = new(new Address("akka.tcp", "registry", "127.0.0.1", 3), 3);
    private static readonly RegistryKey Key = RegistryKey.Topic("topic");
    private readonly Registry _owner = new(Self, Start);
    private readonly Registry _relay = new(Other, Start);
    private readonly Registry _last = new(Third, Start);

    [Fact]
    public void A_removal_that_is_remembered_no_more_is_still_learned_by_who_missed_it()
    {
        AddRemoveAndPrune();
        Sync(_owner, _relay);
        Assert.Empty(_relay.OthersWith(Key));
    }

    [Fact]
    public void It_is_learned_from_a_third_node_too_that_never_heard_of_the_removal_itself()
    {
        _owner.Change(Key, isPresent: true, Start);
        Sync(_owner, _last);
        AddRemoveAndPrune();
        Sync(_owner, _relay);
        Sync(_relay, _last);
        Assert.Empty(_last.OthersWith(Key));
    }

    [Fact]
    public void A_late_delta_does_not_bring_back_what_was_removed_and_forgotten()
    {
        var late = _owner.Change(Key, isPresent: true, Start);
        AddRemoveAndPrune();
        Sync(_owner, _relay);
        _relay.Merge(late, Start);
        Assert.Empty(_relay.OthersWith(Key));
    }

    [Fact]
    public void Of_a_node_that_is_forgotten_nothing_is_known()
    {
        _owner.Change(Key, isPresent: true, Start);
        Sync(_owner, _relay);
        Assert.Equal([Self], _relay.OthersWith(Key));
        _relay.Forget(Self);
        Assert.Empty(_relay.OthersWith(Key));
        Assert.False(_relay.Versions.ContainsKey(Self));
    }

    private static void Sync(Registry from, Registry to)
    {
        foreach (var delta in from.Since(to.Versions, maxEntries: 1).ToList()) to.Merge(delta, Start);
    }

    private void AddRemoveAndPrune()
    {
        _owner.Change(Key, isPresent: true, Start);
        Sync(_owner, _relay);
        _owner.Change(Key, isPresent: false, Start);
        _owner.Prune(Start);
    }
}
