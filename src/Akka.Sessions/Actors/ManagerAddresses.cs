using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Sessions.Actors;

/// <summary>
/// Which actor is the manager of which member: learnt from their greetings. The manager writes; the replicator reads too. To one that has not
/// been heard of yet a message goes by its path. Also: from which member a message comes.
/// </summary>
/// <param name="system">Resolves paths.</param>
/// <param name="path">Where the manager is on every member, without the address.</param>
internal sealed class ManagerAddresses(ActorSystem system, string path)
{
    private readonly ConcurrentDictionary<MemberId, IActorRef> _byMember = new();
    private readonly Dictionary<Address, MemberId> _byAddress = [];

    public ICanTell Of(MemberId member) => _byMember.TryGetValue(member, out var manager) ? manager : system.ActorSelection(member.Address + path);

    /// <summary>The member at whose address the sender is: that much the transport says. What it calls itself proves nothing.</summary>
    public MemberId? MemberOf(IActorRef sender) => _byAddress.TryGetValue(sender.Path.Address, out var member) ? member : default(MemberId?);

    /// <summary>The first at a member's address to greet is taken for its manager; one that is no member is not listened to.</summary>
    public void Learn(MemberId member, IActorRef manager)
    {
        if (MemberOf(manager) == member) _byMember.TryAdd(member, manager);
    }

    /// <summary>The members now; of others nothing is kept, since an earlier incarnation proves nothing.</summary>
    public void Keep(IReadOnlyCollection<MemberId> members)
    {
        _byAddress.Clear();
        foreach (var member in members) _byAddress[Address.Parse(member.Address)] = member;
        foreach (var gone in _byMember.Keys.Except(members).ToArray()) _byMember.TryRemove(gone, out _);
    }
}
