using Akka.Sessions.Messages;

namespace Akka.Sessions.Protocol;

/// <summary>The first words between two managers: the same protocol and context, or nothing.</summary>
internal sealed partial class ManagerProtocol
{
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(10);

    private readonly HashSet<MemberId> _met = [];
    private readonly Dictionary<MemberId, DateTimeOffset> _greetedSince = [];

    /// <summary>Says hello to every reachable member that has not answered yet.</summary>
    private void Greet()
    {
        foreach (var member in _view.ReachableOthers.Where(member => !IsMet(member.Id)))
        {
            _port.Send(member.Id, OurHello);
            WarnIfSilent(member.Id);
        }
    }

    private Hello OurHello => new(_surroundings.ProtocolVersion, _settings.Context, _self) { Settings = _agreed };

    private void OnHello(Hello hello)
    {
        // One that is not in our view yet comes again; by then the cluster has told us of it.
        if (!_view.Contains(hello.Member) || hello.Member == _self) return;
        if (RefusalOf(hello) is { } reason)
        {
            _log.HelloRefusedHere(hello.Member, reason);
            _port.Send(hello.Member, new HelloRefused(_surroundings.ProtocolVersion, _self, reason));
            Refuse(hello.Member);
            return;
        }

        _port.Send(hello.Member, new Welcome(_surroundings.ProtocolVersion, _settings.Context, _self) { Settings = _agreed });
        Meet(hello.Member, hello.Settings);
    }

    private void OnWelcome(Welcome welcome)
    {
        if (_view.Contains(welcome.Member)) Meet(welcome.Member, welcome.Settings);
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

    private void Meet(MemberId member, IReadOnlyList<AgreedSetting> settings)
    {
        _greetedSince.Remove(member);
        if (!_met.Add(member)) return;
        _log.Met(member);
        CompareSettings(member, settings);
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

    private bool IsMet(MemberId member) => _met.Contains(member);

    /// <summary>Point to point; to one we have not met nothing goes: whoever needs it asks again.</summary>
    private void Send(MemberId member, ISessionMessage message)
    {
        if (IsMet(member)) _port.Send(member, message);
    }
}
