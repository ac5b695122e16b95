using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Requests;

/// <summary>
/// The request's session as ASP.NET Core knows it. Everything but <see cref="LoadAsync"/> and <see cref="CommitAsync"/> works on this
/// node's memory: the middleware has looked the session up before.
/// </summary>
internal sealed class RequestAttributes(RequestSession request) : ISession
{
    public bool IsAvailable => request.Former != FormerSession.Unanswered;

    /// <summary>A one-way hash of the id, because applications log it.</summary>
    public string Id => request.CurrentOrNew().Id.ToString();

    public IEnumerable<string> Keys => request.Current?.Names ?? [];

    public bool TryGetValue(string key, [NotNullWhen(true)] out byte[]? value)
    {
        // A copy, because the bytes belong to every reader on this node and an array can be written to.
        value = request.Current is { } session && session.TryGetValue(key, out var bytes) ? bytes.ToArray() : null;
        return value is not null;
    }

    public void Set(string key, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        request.ForWriting().Set(key, value.AsSpan().ToArray());
    }

    public void Remove(string key) => request.Current?.Remove(key);

    public void Clear() => request.Current?.Clear();

    /// <summary>Nothing to do, unless a member did not answer before the request was let in: then the session is looked for again.</summary>
    /// <exception cref="TimeoutException">Again a member that may hold the session did not answer.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        if (IsAvailable || request.Current is not null) return;
        await request.LookUpAsync(cancellationToken);
        if (!IsAvailable)
            throw new TimeoutException("A member that may hold the session did not answer; ISession.IsAvailable is false.");
    }

    /// <summary>Commits at the request's level; a missed level is logged or thrown, as the policy says.</summary>
    /// <exception cref="MissedCommitException">The level was missed, and the policy is not <see cref="MissedCommitPolicy.Log"/>.</exception>
    public Task CommitAsync(CancellationToken cancellationToken = default) => request.CommitOrThrowAsync(cancellationToken);
}
