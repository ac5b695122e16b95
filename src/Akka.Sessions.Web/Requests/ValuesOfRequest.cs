namespace Akka.Sessions.Web.Requests;

/// <summary>The typed values that one request holds of its session, those of its scopes included. They end with that session.</summary>
internal sealed class ValuesOfRequest(RequestSession request, ISessionValueSerializer serializer)
{
    private readonly RequestAttributes _whole = new(request, serializer);
    private Dictionary<string, ScopeAttributes>? _scopes;

    public RequestAttributes Whole => _whole;

    private IEnumerable<ScopeAttributes> Scopes => _scopes?.Values ?? Enumerable.Empty<ScopeAttributes>();

    /// <summary>The same for whoever asks twice, so that it holds the same values.</summary>
    public ScopeAttributes Scope(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _scopes ??= new(StringComparer.Ordinal);
        if (!_scopes.TryGetValue(name, out var scope)) _scopes[name] = scope = new(request, _whole, name, serializer);
        return scope;
    }

    public void ForgetAll()
    {
        _whole.Values.ForgetAll();
        foreach (var scope in Scopes) scope.Values.ForgetAll();
    }

    /// <summary>Writes what was changed in place.</summary>
    /// <exception cref="SessionValueException">A value can no longer be written.</exception>
    /// <exception cref="SessionLimitException">A value has become too big.</exception>
    public void WriteChanged()
    {
        _whole.Values.WriteChanged();
        foreach (var scope in Scopes) scope.Values.WriteChanged();
    }

    /// <summary>Writes what was changed in place and gives up what cannot be written; says why of the first of those.</summary>
    public Exception? WriteOrGiveUp()
    {
        var first = _whole.Values.WriteOrGiveUp();
        foreach (var scope in Scopes)
        {
            var refused = scope.Values.WriteOrGiveUp();
            first ??= refused;
        }

        return first;
    }
}
