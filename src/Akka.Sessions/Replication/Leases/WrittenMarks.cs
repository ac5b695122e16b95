using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>How far a reader must have come in some streams, so as to see what was committed before. Only grows, until everyone is that far.</summary>
internal sealed class WrittenMarks
{
    private readonly Dictionary<StreamId, long> _byStream = [];

    public bool IsEmpty => _byStream.Count == 0;

    public IEnumerable<StreamCursor> All => _byStream.Select(mark => new StreamCursor(mark.Key, mark.Value));

    public void Note(StreamCursor written)
    {
        if (written.Number > _byStream.GetValueOrDefault(written.Stream)) _byStream[written.Stream] = written.Number;
    }

    public void Note(IEnumerable<StreamCursor> written)
    {
        foreach (var mark in written) Note(mark);
    }

    /// <summary>What every member has need not be waited for.</summary>
    public void Drop(Func<StreamId, long> hasEveryone)
    {
        foreach (var (stream, number) in _byStream)
        {
            // Removing is allowed while enumerating a dictionary.
            if (hasEveryone(stream) >= number) _byStream.Remove(stream);
        }
    }

    public void Forget(Func<StreamId, bool> isGone)
    {
        foreach (var stream in _byStream.Keys.Where(isGone).ToArray()) _byStream.Remove(stream);
    }

    public void Clear() => _byStream.Clear();
}
