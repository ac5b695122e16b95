using Akka.Sessions.Web.Values;

namespace Akka.Sessions.Web.Requests;

/// <summary>The request's session as ASP.NET Core knows it. The middleware has looked it up before.</summary>
internal sealed class RequestAttributes(RequestSession request, ISessionValueSerializer serializer) : SessionAttributes(serializer)
{
    public override bool MayChange => !request.IsReadOnly;

    public override bool IsAvailable => request.Former != FormerSession.Unanswered;

    /// <summary>A one-way hash of the id, because applications log it.</summary>
    public override string Id => request.CurrentOrNew().Id.ToString();

    public override IEnumerable<string> Keys => request.Current?.Names ?? [];

    public override bool TryRead(string name, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return request.Current is { } session && session.TryGetValue(name, out value);
    }

    public override void Write(string name, byte[] value) => request.ForWriting().Set(name, value);

    /// <summary>Nothing to do, unless a member did not answer before the request was let in: then the session is looked for again.</summary>
    /// <exception cref="TimeoutException">Again a member that may hold the session did not answer.</exception>
    public override async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        if (IsAvailable || request.Current is not null) return;
        await request.LookUpAsync(cancellationToken);
        if (!IsAvailable)
            throw new TimeoutException("A member that may hold the session did not answer; ISession.IsAvailable is false.");
    }

    /// <summary>Commits at the request's level; a missed level is logged or thrown, as the policy says.</summary>
    /// <exception cref="MissedCommitException">The level was missed, and the policy is not <see cref="MissedCommitPolicy.Log"/>.</exception>
    public override Task CommitAsync(CancellationToken cancellationToken = default) => request.CommitOrThrowAsync(cancellationToken);

    protected override void RemoveAttribute(string name) => request.Current?.Remove(name);

    // Scopes too: whoever clears the session means all of it.
    protected override void ClearAttributes()
    {
        request.Current?.Clear();
        request.Values.ForgetAll();
    }
}
