using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Akka.Sessions.Actors;

/// <summary>
/// Which actor is the manager of which member: learnt from their greetings. The manager writes; the replicator reads too. To one that has not
/// been heard of yet a message goes by its path.
/// </summary>
/// <param name="system">Resolves paths.</param>
/// <param name="path">Where the manager is on every member, without the address.</param>
internal sealed class ManagerAddresses(ActorSystem system, string path)
{
    private readonly ConcurrentDictionary<MemberId, IActorRef> _byMember = new();
    private readonly Dictionary<IActorRef, MemberId> _byManager = [];
    private readonly HashSet<MemberId> _members = [];

    public ICanTell Of(MemberId member) => _byMember.TryGetValue(member, out var manager) ? manager : system.ActorSelection(member.Address + path);

    public bool TryFind(IActorRef manager, [NotNullWhen(true)] out MemberId? member)
    {
        member = _byManager.TryGetValue(manager, out var found) ? found : null;
        return member is not null;
    }

    /// <summary>The first to greet in a member's name is taken for its manager; one that is no member is not listened to.</summary>
    public void Learn(MemberId member, IActorRef manager)
    {
        if (_members.Contains(member) && _byMember.TryAdd(member, manager)) _byManager[manager] = member;
    }

    /// <summary>The members now; of others nothing is kept, since an earlier incarnation proves nothing.</summary>
    public void Keep(IEnumerable<MemberId> members)
    {
        _members.Clear();
        _members.UnionWith(members);
        foreach (var gone in _byMember.Keys.Except(_members).ToArray())
        {
            if (_byMember.TryRemove(gone, out var manager)) _byManager.Remove(manager);
        }
    }
}
