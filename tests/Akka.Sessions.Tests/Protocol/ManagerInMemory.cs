using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Actors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Protocol;

/// <summary>The manager of member A with its sessions, without actors: what it is told is done at once, what it sends is kept.</summary>
internal sealed class ManagerInMemory : IManagerPort, ISessionPort
{
    private readonly Queue<object> _toSelf = new();
    private readonly Queue<(SessionHandle Session, object Message)> _toSessions = new();
    private readonly StoppedClock _clock = new();
    private readonly SessionSurroundings _sessions;

    /// <param name="former">What this node held before.</param>
    public ManagerInMemory(params FormerLife[] former)
        : this("", NullLogger.Instance, former)
    {
    }

    /// <param name="hocon">What is configured.</param>
    /// <param name="log">Where it logs.</param>
    /// <param name="former">What this node held before.</param>
    public ManagerInMemory(string hocon, ILogger log, params FormerLife[] former)
    {
        var settings = SettingsTests.Read(hocon);
        Board = new ManagerBoard(A) { Former = former };
        _sessions = new SessionSurroundings(A.Incarnation, this, Board.Sessions, settings, _clock);
        Manager = new ManagerProtocol(
            new ManagerSurroundings(A, ProtocolVersion.Current, settings, Board, _clock, log, () => 7), this);
    }

    public ManagerProtocol Manager { get; }

    public ManagerBoard Board { get; }

    public Moment Moment => _clock.GetMoment();

    /// <summary>Everything that was sent to another manager.</summary>
    public List<(MemberId To, ISessionMessage Message)> Sent { get; } = [];

    public IEnumerable<T> SentTo<T>(MemberId member)
        where T : ISessionMessage => Sent.Where(sent => sent.To == member).Select(sent => sent.Message).OfType<T>();

    /// <summary>The members of the cluster beside A; those that can be reached greet.</summary>
    public void See(params ViewMember[] others)
    {
        Tell(new MembersChanged([new(A), .. others], IsMember: true));
        foreach (var member in others.Where(member => member.IsReachable))
            Tell(new Welcome(ProtocolVersion.Current, SettingsTests.Read("").Context, member.Id), member.Id);
    }

    public void Tell(object message, MemberId? from = null)
    {
        Manager.Receive(message, from);
        while (_toSelf.Count + _toSessions.Count > 0)
        {
            while (_toSessions.TryDequeue(out var next)) new SessionProtocol(next.Session, _sessions).Receive(next.Message);
            if (_toSelf.TryDequeue(out var told)) Manager.Receive(told);
        }
    }

    public void Tick(TimeSpan after = default)
    {
        _clock.Now += after;
        Tell(AnnounceTick.Instance);
    }

    /// <summary>Time passes, and what has to be forgotten by then is.</summary>
    public void Forget(TimeSpan after = default)
    {
        _clock.Now += after;
        Tell(ExpiryTick.Instance);
    }

    public void ToSelf(object message) => _toSelf.Enqueue(message);

    public void ToManager(object message) => _toSelf.Enqueue(message);

    public void ToSession(SessionHandle session, object message) => _toSessions.Enqueue((session, message));

    public void Send(MemberId member, ISessionMessage message) => Sent.Add((member, message));

    public SessionHandle NewSession(SessionId id) => new(id);

    public void ToReplicator(object message)
    {
        // Nothing is written here.
    }

    public void Publish(ISessionMessage message)
    {
        // Nobody listens.
    }

    public void Stop(SessionHandle session)
    {
        // It has no place of its own.
    }

    public void WakeAfter(TimeSpan time)
    {
        // Nobody waits.
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Generators.Members.Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
