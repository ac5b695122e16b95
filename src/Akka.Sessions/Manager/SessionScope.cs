using Akka.Sessions.Model;

namespace Akka.Sessions.Manager;

/// <summary>Some of a session's attributes under names of their own: kept under a reserved prefix, so they travel and merge as any
/// other.</summary>
internal sealed class SessionScope(ReplicatedSession session, string name) : ISessionScope
{
    private readonly string _prefix = ReservedNames.PrefixOf(name);

    public string Name => name;

    public IEnumerable<string> Names => session.NamesIn(_prefix);

    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value) => session.TryGetAny(_prefix + name, out value);

    public void Set(string name, byte[] value) => session.Set(_prefix, name, value);

    public void Remove(string name) => session.RemoveAny(_prefix + name);

    public void Clear() => session.ClearFrom(_prefix);
}
