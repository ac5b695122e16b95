namespace Akka.Sessions.Protocol;

/// <summary>
/// The pieces of one message that are still being merged by their sessions. When the last is in, <paramref name="done"/> is called, on the
/// thread of that session: it only tells someone. Whoever takes a piece on counts it down whatever happens to it, so that one bad piece never
/// holds up a cursor.
/// </summary>
internal sealed class Countdown(int count, Action done)
{
    private int _left = count;

    /// <summary>One piece more. Only by one who has not counted its own down yet.</summary>
    public void Add() => Interlocked.Increment(ref _left);

    public void Signal()
    {
        if (Interlocked.Decrement(ref _left) == 0) done();
    }
}
