using Akka.Sessions.Model;

namespace Akka.Sessions;

/// <summary>What a session held at a moment. Immutable, so safe for any number of threads.</summary>
public sealed class SessionContent
{
    private readonly SessionState _state;
    private readonly string _prefix;

    internal SessionContent(SessionState state, string prefix = "") => (_state, _prefix) = (state, prefix);

    /// <summary>When the session was created (UTC, the clock of the member that did), where that is known.</summary>
    public DateTimeOffset? Created => _state.Created;

    /// <summary>Who was logged in; <see langword="null"/> when nobody was.</summary>
    public string? Principal => _state.Principal?.Value is { Length: > 0 } name ? name : null;

    /// <summary>The names of the attributes; those in a scope are named there only.</summary>
    public IEnumerable<string> Names => _state.Attributes.LiveNames
        .Where(name => _prefix.Length == 0 ? !ReservedNames.IsReserved(name) : name.StartsWith(_prefix, StringComparison.Ordinal))
        .Select(name => name[_prefix.Length..]);

    /// <summary>The bytes of an attribute. They are shared: never write into them.</summary>
    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return (_prefix.Length > 0 || !ReservedNames.IsReserved(name)) && _state.Attributes.TryGetValue(_prefix + name, out value);
    }

    /// <summary>What one scope of the session held; of a scope within a scope there is none.</summary>
    /// <exception cref="SessionLimitException">The name is none that a scope can have.</exception>
    public SessionContent Scope(string name) => new(_state, ReservedNames.PrefixOf(name));
}
