using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>Lists and ends sessions for a person. Every question looks at all sessions of this node, and at no other node.</summary>
internal sealed class SessionRegister(SessionNode node)
{
    private static readonly StringComparer Order = StringComparer.Ordinal;

    private IEnumerable<SessionHandle> Live => node.Board.Sessions.All.Where(handle => SessionHandle.IsLive(handle.State));

    public SessionPage List(string? after, int count, string? principal, string? attribute)
    {
        // The first of those that follow, without sorting or describing the rest.
        var first = new PriorityQueue<SessionHandle, string>(Comparer<string>.Create((a, b) => Order.Compare(b, a)));
        foreach (var handle in Live.Where(handle => principal is null || PrincipalOf(handle) == principal))
        {
            if (attribute is not null && !handle.State.Attributes.TryGetValue(attribute, out _)) continue;
            var hash = handle.Id.ToString();
            if (after is not null && Order.Compare(hash, after) <= 0) continue;
            first.Enqueue(handle, hash);
            if (first.Count > count + 1) first.Dequeue();
        }

        var inOrder = first.UnorderedItems.OrderBy(item => item.Priority, Order);
        SessionDescription[] found = [.. inOrder.Select(item => Describe(item.Element, item.Priority))];
        return found.Length <= count ? new(found, null) : new(found[..count], found[count - 1].Hash);
    }

    public SessionContents? Inspect(string hash)
    {
        if (Live.FirstOrDefault(handle => handle.Id.ToString() == hash) is not { } found) return null;
        var attributes = found.State.Attributes;
        var live = Enumerable.Range(0, attributes.Count).Where(at => !attributes.CellAt(at).IsRemoved);
        return new(Describe(found, hash), [.. live.Select(at => new AttributeSize(attributes.NameAt(at), attributes.CellAt(at).Length))]);
    }

    public async ValueTask<bool> EndAsync(string hash, CommitLevel? level, CancellationToken cancellationToken) =>
        Live.FirstOrDefault(handle => handle.Id.ToString() == hash) is { } found && await EndAsync(found, level, cancellationToken);

    public async ValueTask<int> EndAllOfAsync(string principal, CommitLevel? level, CancellationToken cancellationToken)
    {
        var ended = 0;
        foreach (var handle in Live.Where(handle => PrincipalOf(handle) == principal).ToArray())
        {
            if (await EndAsync(handle, level, cancellationToken)) ended++;
        }

        return ended;
    }

    private async ValueTask<bool> EndAsync(SessionHandle handle, CommitLevel? level, CancellationToken cancellationToken)
    {
        try
        {
            await ReplicatedSession.Of(node, handle).InvalidateAsync(level, cancellationToken);
            return true;
        }
        catch (SessionEndedException)
        {
            return false;
        }
    }

    private static string? PrincipalOf(SessionHandle handle) => handle.State.Principal?.Value is { Length: > 0 } name ? name : null;

    private SessionDescription Describe(SessionHandle handle, string hash)
    {
        var state = handle.State;
        return new(
            hash, state.Created, handle.LastAccessed, state.IdleTimeout?.Value ?? node.Settings.IdleTimeout,
            state.Attributes.LiveCount, state.Attributes.Bytes, PrincipalOf(handle));
    }
}
