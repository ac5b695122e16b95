namespace Akka.Actor;

/// <summary>Makes selections from paths: absolute ones, those from the root (<c>/user/a</c>), those from an anchor (<c>../b</c>).</summary>
public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(((ExtendedActorSystem)system).Provider.RootGuardianAt(actorPath.Address), actorPath.Elements);

    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        if (ActorPath.TryParse(path, out var actorPath)) return ActorSelection(actorPath, system);
        return path.StartsWith('/') ? new ActorSelection(((ActorSystemImpl)system).Provider.RootGuardian, path) : new ActorSelection(lookupRoot, path);
    }

    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);
}
