namespace Akka.Sessions;

/// <summary>
/// A part of a session with attribute names of its own, for a portlet or a plug-in that must not meddle with the names of others: obtained
/// from <see cref="IReplicatedSession.Scope"/>. It is a view: what is set here is a change of the session's handle, replicated by its next
/// commit as any attribute is, and merged attribute by attribute. The session's limits count it, its names with the scope's name before
/// them.
/// For one thread at a time, as its session. Liferay has its portlet sessions replicated in the same way.
/// </summary>
public interface ISessionScope
{
    /// <summary>The name of the scope.</summary>
    string Name { get; }

    /// <summary>The names of the scope's attributes.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The bytes of an attribute of the scope. They are shared by every reader: never write into them.</summary>
    bool TryGetValue(string name, out ReadOnlyMemory<byte> value);

    /// <summary>Sets an attribute of the scope; takes effect for this handle now and for everyone at commit.</summary>
    /// <exception cref="SessionLimitException">The name is not allowed, or a limit would be exceeded; nothing was changed.</exception>
    void Set(string name, byte[] value);

    /// <summary>Removes an attribute of the scope.</summary>
    void Remove(string name);

    /// <summary>Removes every attribute of the scope that this handle sees, and no other.</summary>
    void Clear();
}
