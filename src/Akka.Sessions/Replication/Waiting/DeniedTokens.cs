namespace Akka.Sessions.Replication;

/// <summary>Why a token is not waited for.</summary>
internal enum TokenDenial
{
    /// <summary>Its origin was unreachable, and nobody else had it within the time. Holds until the origin is back.</summary>
    InVain,

    /// <summary>Its origin has never published so much, or is gone and left nobody who has it.</summary>
    Denied,
}

/// <summary>
/// Tokens that were waited for once and will not be again: forged ones, and those whose commit is lost. Bounded; the oldest goes. Whoever
/// asks
/// for one looks first whether anyone is known to have come so far after all.
/// </summary>
internal sealed class DeniedTokens(int capacity)
{
    /// <summary>
    /// A number so little above what its origin has is denied, but not remembered: the origin may reach it before this member hears of
    /// that, and
    /// then it is no forgery any more. Some seconds of the busiest origin.
    /// </summary>
    public const long Margin = 100_000;

    private readonly Dictionary<SessionToken, TokenDenial> _tokens = [];
    private readonly Queue<SessionToken> _byAge = new();

    public int Count => _tokens.Count;

    public TokenDenial? Of(SessionToken token) => _tokens.TryGetValue(token, out var denial) ? denial : null;

    public void Add(SessionToken token, TokenDenial denial)
    {
        if (_tokens.TryAdd(token, denial)) _byAge.Enqueue(token);
        else _tokens[token] = denial;
        if (_byAge.Count > capacity) _tokens.Remove(_byAge.Dequeue());
    }
}
