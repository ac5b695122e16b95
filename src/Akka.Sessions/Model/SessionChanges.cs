namespace Akka.Sessions.Model;

/// <summary>
/// What one user of a session changed and has not committed: plain values, not yet stamped. <see cref="SessionState.Write"/> stamps them.
/// </summary>
internal sealed record SessionChanges
{
    /// <summary>Name → new bytes, or <see langword="null"/> to remove.</summary>
    public IReadOnlyDictionary<string, byte[]?> Attributes { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, byte[]?>.Empty;

    /// <summary>Set in the first commit of a new session only.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The last access to record; <see langword="null"/> when there was none.</summary>
    public DateTimeOffset? Accessed { get; init; }

    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>The session ends this long after its creation, whatever happens; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public TimeSpan? AbsoluteTimeout { get; init; }

    /// <summary>Who is logged in; an empty name means nobody, <see langword="null"/> unchanged.</summary>
    public string? Principal { get; init; }

    /// <summary>Something that must be replicated now; an access alone can wait and travel coalesced.</summary>
    public bool HasWrites =>
        Attributes.Count > 0 || Created is not null || IdleTimeout is not null || AbsoluteTimeout is not null || Principal is not null;
}
