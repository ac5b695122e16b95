using Akka.Actor;
using Akka.Sessions.Messages;

namespace Akka.Sessions.Actors;

/// <summary>The first words between two managers: the same protocol and context, or nothing.</summary>
internal sealed partial class SessionManagerActor
{
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<MemberId, IActorRef> _managers = [];
    private readonly Dictionary<MemberId, DateTimeOffset> _greetedSince = [];

    private void ReceiveHandshakes()
    {
        Receive<Hello>(OnHello);
        Receive<Welcome>(OnWelcome);
        Receive<HelloRefused>(OnHelloRefused);
    }

    /// <summary>Says hello to every reachable member that has not answered yet.</summary>
    private void Greet()
    {
        foreach (var member in _view.ReachableOthers.Where(member => !_managers.ContainsKey(member.Id)))
        {
            Context.ActorSelection(member.Id.Address + _surroundings.ManagerPath).Tell(OurHello, Self);
            WarnIfSilent(member.Id);
        }
    }

    private Hello OurHello => new(_surroundings.ProtocolVersion, _settings.Context, _self);

    private void OnHello(Hello hello)
    {
        // One that is not in our view yet comes again; by then the cluster has told us of it.
        if (!_view.Contains(hello.Member) || hello.Member == _self) return;
        if (RefusalOf(hello) is { } reason)
        {
            _log.HelloRefusedHere(hello.Member, reason);
            Sender.Tell(new HelloRefused(_surroundings.ProtocolVersion, _self, reason), Self);
            Refuse(hello.Member);
            return;
        }

        Sender.Tell(new Welcome(_surroundings.ProtocolVersion, _settings.Context, _self), Self);
        Meet(hello.Member, Sender);
    }

    private void OnWelcome(Welcome welcome)
    {
        if (_view.Contains(welcome.Member)) Meet(welcome.Member, Sender);
    }

    private void OnHelloRefused(HelloRefused refusal)
    {
        if (!_view.Contains(refusal.Member) || _refused.Contains(refusal.Member)) return;
        _log.HelloRefusedThere(refusal.Member, refusal.Reason);
        Refuse(refusal.Member);
    }

    private string? RefusalOf(Hello hello)
    {
        if (hello.ProtocolVersion != _surroundings.ProtocolVersion)
            return $"{hello.Member} speaks session protocol {hello.ProtocolVersion}, {_self} speaks {_surroundings.ProtocolVersion}";
        if (!string.Equals(hello.ContextName, _settings.Context, StringComparison.Ordinal))
            return $"{hello.Member} has context '{hello.ContextName}', {_self} has '{_settings.Context}' (akka.sessions.context)";
        return null;
    }

    private void Refuse(MemberId member)
    {
        if (_refused.Add(member)) RenewView();
    }

    private void Meet(MemberId member, IActorRef manager)
    {
        _greetedSince.Remove(member);
        if (!_managers.TryAdd(member, manager)) return;
        _log.Met(member);
        if (_refused.Remove(member)) RenewView();
        InboxOf(new StreamId(member.Incarnation));
        OnViewForTransfer();
        AnnounceTo(member);
    }

    private void WarnIfSilent(MemberId member)
    {
        var now = Now;
        if (!_greetedSince.TryGetValue(member, out var since)) _greetedSince[member] = now;
        else if (now - since >= GreetingPatience)
        {
            _log.NoAnswerToHello(member, now - since);
            _greetedSince[member] = now;
        }
    }

    private bool IsMet(MemberId member) => _managers.ContainsKey(member);

    /// <summary>Point to point; to one we have not met nothing goes: whoever needs it asks again.</summary>
    private void Send(MemberId member, ISessionMessage message)
    {
        if (_managers.TryGetValue(member, out var manager)) _courier.Send(manager, message, Self);
    }

    private bool TryFindSender(out MemberId member)
    {
        foreach (var (id, manager) in _managers)
        {
            if (!manager.Equals(Sender)) continue;
            member = id;
            return true;
        }

        member = default;
        return false;
    }
}
