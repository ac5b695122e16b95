using Akka.Actor;

namespace Akka.Sessions.Actors;

/// <summary>
/// The pieces of one message that are still being merged by session actors. When the last is in, <paramref name="target"/> hears
/// <paramref name="done"/>. Whoever takes a piece on counts it down whatever happens to it, so that one bad piece never holds up a cursor.
/// </summary>
internal sealed class Countdown(int count, IActorRef target, object done)
{
    private int _left = count;

    /// <summary>One piece more. Only by one who has not counted its own down yet.</summary>
    public void Add() => Interlocked.Increment(ref _left);

    public void Signal()
    {
        if (Interlocked.Decrement(ref _left) == 0) target.Tell(done, ActorRefs.NoSender);
    }
}
