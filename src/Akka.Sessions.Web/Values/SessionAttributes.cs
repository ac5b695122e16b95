using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Values;

/// <summary>
/// A session as ASP.NET Core knows it, with the typed values beside the bytes: what is written as bytes ends what was held as a value.
/// Everything but <see cref="LoadAsync"/> and <see cref="CommitAsync"/> works on this node's memory.
/// </summary>
internal abstract class SessionAttributes : ISession
{
    protected SessionAttributes(ISessionValueSerializer serializer) => Values = new(this, serializer);

    public TypedValues Values { get; }

    /// <summary>Whether values changed in place are to be noticed.</summary>
    public abstract bool MayChange { get; }

    public abstract bool IsAvailable { get; }

    public abstract string Id { get; }

    public abstract IEnumerable<string> Keys { get; }

    /// <summary>The bytes of an attribute, shared by every reader on this node.</summary>
    public abstract bool TryRead(string name, out ReadOnlyMemory<byte> value);

    /// <summary>Keeps the bytes as they are.</summary>
    public abstract void Write(string name, byte[] value);

    public abstract Task LoadAsync(CancellationToken cancellationToken = default);

    public abstract Task CommitAsync(CancellationToken cancellationToken = default);

    public bool TryGetValue(string key, [NotNullWhen(true)] out byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        // A copy, because the bytes belong to every reader on this node and an array can be written to.
        value = TryRead(key, out var bytes) ? bytes.ToArray() : null;
        return value is not null;
    }

    public void Set(string key, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        Write(key, value.AsSpan().ToArray());
        Values.Forget(key);
    }

    public void Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        RemoveAttribute(key);
        Values.Forget(key);
    }

    public void Clear()
    {
        ClearAttributes();
        Values.ForgetAll();
    }

    protected abstract void RemoveAttribute(string name);

    protected abstract void ClearAttributes();
}
