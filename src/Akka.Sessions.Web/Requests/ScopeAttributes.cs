using Akka.Sessions.Web.Values;

namespace Akka.Sessions.Web.Requests;

/// <summary>A scope of the request's session as ASP.NET Core knows sessions, so that <c>SetString</c> and its like work on it.</summary>
internal sealed class ScopeAttributes(RequestSession request, SessionAttributes whole, string scope, ISessionValueSerializer serializer)
    : SessionAttributes(serializer)
{
    public override bool MayChange => whole.MayChange;

    public override bool IsAvailable => whole.IsAvailable;

    public override string Id => whole.Id;

    public override IEnumerable<string> Keys => request.Current?.Scope(scope).Names ?? [];

    public override bool TryRead(string name, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return request.Current is { } session && session.Scope(scope).TryGetValue(name, out value);
    }

    public override void Write(string name, byte[] value) => request.ForWriting().Scope(scope).Set(name, value);

    public override Task LoadAsync(CancellationToken cancellationToken = default) => whole.LoadAsync(cancellationToken);

    public override Task CommitAsync(CancellationToken cancellationToken = default) => whole.CommitAsync(cancellationToken);

    protected override void RemoveAttribute(string name) => request.Current?.Scope(scope).Remove(name);

    protected override void ClearAttributes() => request.Current?.Scope(scope).Clear();
}
