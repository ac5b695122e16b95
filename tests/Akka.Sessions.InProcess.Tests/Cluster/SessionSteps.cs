using System.Text;
using Akka.Actor;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>What a request does with a session, in one line.</summary>
internal static class SessionSteps
{
    /// <summary>A new session with one attribute, applied by every member.</summary>
    public static async Task<SessionId> CreateAsync(this ClusterNode node, string name, string value, CommitLevel level = CommitLevel.All)
    {
        var session = node.Manager.Create();
        session.Set(name, Bytes(value));
        Assert.True((await session.CommitAsync(level)).IsSatisfied, "The commit that creates the session reaches its level.");
        return session.Id;
    }

    public static async Task<IReplicatedSession> OpenAsync(this ClusterNode node, SessionId id, params SessionToken[] tokens)
    {
        var found = await node.Manager.FindAsync(id, tokens);
        return found.Session ?? throw new InvalidOperationException($"{node.Id} has no session {id}: {found.EndReason}, certain: {found.IsCertain}.");
    }

    public static async Task<CommitReceipt> SetAsync(
        this ClusterNode node, SessionId id, string name, string value, CommitLevel level = CommitLevel.All, params SessionToken[] tokens)
    {
        var session = await node.OpenAsync(id, tokens);
        session.Set(name, Bytes(value));
        return await session.CommitAsync(level);
    }

    /// <summary>The value of an attribute; <see langword="null"/> when there is none, or no session.</summary>
    public static async Task<string?> ReadAsync(this ClusterNode node, SessionId id, string name)
    {
        var found = await node.Manager.FindAsync(id);
        return found.Session is { } session && session.TryGetValue(name, out var value) ? Encoding.UTF8.GetString(value.Span) : null;
    }

    public static async Task SeesAsync(this ClusterNode node, SessionId id, string name, string value)
    {
        string? seen = null;
        await Eventually.HoldsAsync(
            () => $"'{name}' = '{value}' on {node.Id}, which has '{seen}'",
            async () => (seen = await node.ReadAsync(id, name)) == value);
    }

    public static async Task<SessionEndReason?> EndOfAsync(this ClusterNode node, SessionId id) => (await node.Manager.FindAsync(id)).EndReason;

    /// <summary>Writes on one node what no batch tells the others.</summary>
    public static void MergeUnheard(this ClusterNode node, SessionId id, string name, string value)
    {
        var now = TimeProvider.System.GetUtcNow();
        var changes = new SessionChanges
        {
            Created = now,
            Attributes = new Dictionary<string, byte[]?> { [name] = Bytes(value) },
        };
        var piece = new SessionPiece(id, SessionState.Empty.Write(changes, now, node.Id.Incarnation).Delta);
        node.Sessions.Actor.Tell(new MergeRequest(piece, default, null));
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
