using System.Buffers.Binary;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Tests.Replication;

/// <summary>
/// A member of a <see cref="TransferWorld"/>. Session n is what batch n / 2 + 1 of stream n % 2 wrote; whoever says that its cursor is at c holds
/// what the first c batches wrote, and perhaps more.
/// </summary>
internal sealed class WorldMember
{
    public const int SessionBytes = 4;
    private const int PageBytes = 5 * SessionBytes;

    private readonly Func<DateTimeOffset> _clock;

    public WorldMember(MemberId id, int donations, Func<DateTimeOffset> clock)
    {
        Id = id;
        _clock = clock;
        Donations = new Donations(donations, TimeSpan.FromSeconds(1), Begin);
    }

    public MemberId Id { get; }

    public HashSet<int> Held { get; } = [];

    /// <summary>Of stream 0 and 1; nothing for a stream that it does not know.</summary>
    public long?[] Cursors { get; } = new long?[2];

    public Donations Donations { get; }

    public TransferJoiner? Joiner { get; set; }

    public bool IsComplete => Joiner is not { IsComplete: false };

    public bool IsReachable { get; set; } = true;

    public static IEnumerable<int> Sessions(TransferPage page)
    {
        for (var at = 0; at < page.Payload.Length; at += SessionBytes) yield return BinaryPrimitives.ReadInt32LittleEndian(page.Payload.Span[at..]);
    }

    /// <summary>The next batch of a stream arrives.</summary>
    public void Receive(int stream)
    {
        Cursors[stream] = (Cursors[stream] ?? 0) + 1;
        Held.Add((int)(Cursors[stream]!.Value - 1) * 2 + stream);
    }

    /// <summary>The transfer is complete: the cursors never go back.</summary>
    public void StartAt(IReadOnlyList<StreamCursor> starts)
    {
        foreach (var (stream, number) in starts) Cursors[stream.Origin] = Math.Max(Cursors[stream.Origin] ?? 0, number);
    }

    /// <summary>What its cursors cover and it has not.</summary>
    public IEnumerable<int> Uncovered() =>
        Enumerable.Range(0, 2).SelectMany(s => Enumerable.Range(0, (int)(Cursors[s] ?? 0)).Select(batch => batch * 2 + s)).Except(Held);

    private TransferDonor Begin(TransferRequest request)
    {
        var cursors = Cursors.Index().Where(c => c.Item is not null).Select(c => new StreamCursor(new StreamId(c.Index), c.Item!.Value));
        var byId = Held.ToDictionary(ShareIds.Spread);
        return new(request, [.. cursors], IsComplete, byId.Keys, id => BitConverter.GetBytes(byId[id]), PageBytes);
    }

    public IReadOnlyList<TransferStep> See(IEnumerable<WorldMember> members) =>
        Joiner?.OnView(new View(Id, members.Select(m => new ViewMember(m.Id, IsReachable: m.IsReachable && IsReachable))), _clock()) ?? [];
}
