using Akka.Actor;

namespace Akka.Embedded.Tests.Actor.Harness;

/// <summary>What a <see cref="Scripted"/> actor does.</summary>
public sealed class Script
{
    public Action<IUntypedActorContext> Constructor { get; init; } = _ => { };

    public Action<IUntypedActorContext, object> OnMessage { get; init; } = (_, _) => { };

    public Action<IUntypedActorContext> PreStart { get; init; } = _ => { };

    public Action<IUntypedActorContext> PostStop { get; init; } = _ => { };

    /// <summary>In place of stopping the children and calling PostStop, if set.</summary>
    public Action<IUntypedActorContext, Exception, object>? PreRestart { get; init; }

    /// <summary>In place of calling PreStart, if set.</summary>
    public Action<IUntypedActorContext, Exception>? PostRestart { get; init; }

    public SupervisorStrategy? Strategy { get; init; }

    /// <summary>Makes every message fail that is an exception, and tells the others to the probe.</summary>
    internal static Script Reporting(Probe probe, string? tag = null) => new()
    {
        PreStart = _ => probe.Ref.Tell($"{tag}started"),
        PostStop = _ => probe.Ref.Tell($"{tag}stopped"),
        OnMessage = (_, message) => probe.Ref.Tell(message is Exception e ? throw e : message),
    };
}

/// <summary>An actor whose every part a test can give.</summary>
internal sealed class Scripted : UntypedActor
{
    private readonly Script _script;

    public Scripted(Script script)
    {
        _script = script;
        script.Constructor(Context);
    }

    public static Props Props(Script script) => Akka.Actor.Props.Create(() => new Scripted(script));

    protected override void OnReceive(object message) => _script.OnMessage(Context, message);

    protected override void PreStart() => _script.PreStart(Context);

    protected override void PostStop() => _script.PostStop(Context);

    protected override void PreRestart(Exception reason, object message)
    {
        if (_script.PreRestart is { } preRestart) preRestart(Context, reason, message);
        else base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        if (_script.PostRestart is { } postRestart) postRestart(Context, reason);
        else base.PostRestart(reason);
    }

    protected override SupervisorStrategy SupervisorStrategy() => _script.Strategy ?? base.SupervisorStrategy();
}
