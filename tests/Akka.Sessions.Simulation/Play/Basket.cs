namespace Akka.Sessions.Simulation.Play;

/// <summary>The sessions that the shoppers of one run use, together.</summary>
internal sealed class Basket
{
    private readonly List<SessionId> _ids = [];
    private int _numbers;

    public int Count => _ids.Count;

    public SessionId NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new(System.Buffers.Text.Base64Url.EncodeToString(bytes));
    }

    public int NextNumber() => ++_numbers;

    public SessionId Any(Random random) => _ids[random.Next(_ids.Count)];

    public void Add(SessionId id)
    {
        if (!_ids.Contains(id)) _ids.Add(id);
    }

    public void Remove(SessionId id) => _ids.Remove(id);

    // The old id stays in use for a while by those who do not know better.
    public void Replace(SessionId old, SessionId target)
    {
        if (_ids.Count > 3) _ids.Remove(old);
        Add(target);
    }
}
