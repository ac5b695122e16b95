using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>A message put together again from its fragments.</summary>
internal sealed record AssembledMessage(string Manifest, byte[] Bytes);

/// <summary>
/// Collects fragments, in any order, until their message is whole. Bounded in bytes over all senders: beyond the bound, or when its rest does not
/// come in time, the oldest unfinished message goes; whoever needs it asks for it again as for any lost message.
/// </summary>
internal sealed class FragmentAssembly(long maxBytes, TimeSpan patience)
{
    // Each costs a table of its parts, however little has come of them.
    private const int MaxOpen = 1000;

    private readonly Dictionary<(MemberId Member, long Id), Unfinished> _open = [];

    public long Bytes { get; private set; }

    /// <summary>Messages given up unfinished.</summary>
    public long GivenUp { get; private set; }

    public AssembledMessage? Take(Fragment fragment, DateTimeOffset now)
    {
        var key = (fragment.Member, fragment.MessageId);
        if (!_open.TryGetValue(key, out var message)) _open[key] = message = new(fragment.Manifest, fragment.Count, now);
        Bytes += message.Add(fragment);
        if (message.IsWhole)
        {
            GiveUp(key, message);
            return new(message.Manifest, message.Join());
        }

        while (Bytes > maxBytes || _open.Count > MaxOpen) DropOldest();
        return null;
    }

    /// <summary>Gives up what did not become whole in time.</summary>
    public void OnTime(DateTimeOffset now)
    {
        foreach (var (key, message) in _open.Where(m => now - m.Value.Since >= patience).ToArray())
        {
            GiveUp(key, message);
            GivenUp++;
        }
    }

    private void DropOldest()
    {
        var (key, message) = _open.MinBy(m => m.Value.Since);
        GiveUp(key, message);
        GivenUp++;
    }

    private void GiveUp((MemberId Member, long Id) key, Unfinished message)
    {
        _open.Remove(key);
        Bytes -= message.Bytes;
    }

    private sealed class Unfinished(string manifest, int count, DateTimeOffset since)
    {
        private readonly ReadOnlyMemory<byte>?[] _parts = new ReadOnlyMemory<byte>?[count];
        private int _missing = count;

        public string Manifest => manifest;

        public DateTimeOffset Since => since;

        public int Bytes { get; private set; }

        public bool IsWhole => _missing == 0;

        public int Add(Fragment fragment)
        {
            if (fragment.Count != _parts.Length || fragment.Index >= _parts.Length || _parts[fragment.Index] is not null) return 0;
            _parts[fragment.Index] = fragment.Bytes;
            _missing--;
            Bytes += fragment.Bytes.Length;
            return fragment.Bytes.Length;
        }

        public byte[] Join()
        {
            var whole = new byte[Bytes];
            var at = 0;
            foreach (var part in _parts)
            {
                part!.Value.CopyTo(whole.AsMemory(at));
                at += part.Value.Length;
            }

            return whole;
        }
    }
}
