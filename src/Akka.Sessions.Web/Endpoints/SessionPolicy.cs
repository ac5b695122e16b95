using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Endpoints;

/// <summary>What a request may do with its session, as its endpoint and its path say.</summary>
/// <param name="IsReadOnly">It changes nothing.</param>
/// <param name="IsReplicated">What it changes is sent to the other members.</param>
/// <param name="Level">The level of its commits; <see langword="null"/> for that of the application.</param>
/// <param name="IsExclusive">No other request that says so is served with the session meanwhile.</param>
internal readonly record struct SessionPolicy(bool IsReadOnly, bool IsReplicated, CommitLevel? Level, bool IsExclusive)
{
    public static SessionPolicy Of(HttpContext context, PathPatterns readOnly, PathPatterns unreplicated)
    {
        var path = context.Request.Path.Value;
        var metadata = context.GetEndpoint()?.Metadata;
        var isExclusive = metadata?.GetMetadata<ExclusiveSessionAttribute>() is not null;
        return new(
            metadata?.GetMetadata<ReadOnlySessionAttribute>() is not null || readOnly.Match(path),
            // The next one in turn may be on another node.
            isExclusive || (metadata?.GetMetadata<UnreplicatedSessionAttribute>() is null && !unreplicated.Match(path)),
            metadata?.GetMetadata<SessionCommitLevelAttribute>()?.Level,
            isExclusive);
    }
}
