using Microsoft.AspNetCore.Builder;

namespace Akka.Sessions.Web;

/// <summary>
/// On an endpoint: the level of its commits, in place of <see cref="SessionsOptions.CommitLevel"/>. The request may still set another
/// (<see cref="IReplicatedSessionFeature.CommitLevel"/>). The one nearest to the endpoint counts.
/// </summary>
/// <remarks>Tomcat's <c>channelSendOptions</c> holds for a whole cluster.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SessionCommitLevelAttribute : Attribute
{
    /// <summary>Asks for a level.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public SessionCommitLevelAttribute(CommitLevel level)
    {
        if (!Enum.IsDefined(level)) throw new ArgumentOutOfRangeException(nameof(level), level, "This is no commit level.");
        Level = level;
    }

    /// <summary>How many members must hold a commit before the answer is sent.</summary>
    public CommitLevel Level { get; }
}

/// <summary>Says of endpoints how many members must hold what they change.</summary>
public static class SessionCommitLevelEndpointConventionBuilderExtensions
{
    /// <summary>Puts <see cref="SessionCommitLevelAttribute"/> on these endpoints.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is none.</exception>
    public static TBuilder WithSessionCommitLevel<TBuilder>(this TBuilder builder, CommitLevel level)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new SessionCommitLevelAttribute(level));
}
