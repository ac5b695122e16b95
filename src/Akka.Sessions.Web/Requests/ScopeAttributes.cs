using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Requests;

/// <summary>A scope of the request's session as ASP.NET Core knows sessions, so that <c>SetString</c> and its like work on it.</summary>
internal sealed class ScopeAttributes(RequestSession request, string name) : ISession
{
    public bool IsAvailable => request.Session.IsAvailable;

    public string Id => request.Session.Id;

    public IEnumerable<string> Keys => request.Current?.Scope(name).Names ?? [];

    public bool TryGetValue(string key, [NotNullWhen(true)] out byte[]? value)
    {
        value = request.Current is { } session && session.Scope(name).TryGetValue(key, out var bytes) ? bytes.ToArray() : null;
        return value is not null;
    }

    public void Set(string key, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        request.ForWriting().Scope(name).Set(key, value.AsSpan().ToArray());
    }

    public void Remove(string key) => request.Current?.Scope(name).Remove(key);

    public void Clear() => request.Current?.Scope(name).Clear();

    public Task LoadAsync(CancellationToken cancellationToken = default) => request.Session.LoadAsync(cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken = default) => request.Session.CommitAsync(cancellationToken);
}
