namespace Akka.Sessions.Web.Tests.Fakes;

/// <summary>A scope of a <see cref="FakeSession"/>: names with a prefix.</summary>
internal sealed class FakeScope(FakeSession session, string name) : ISessionScope
{
    private readonly string _prefix = $"scope.{name}/";

    public string Name => name;

    public IEnumerable<string> Names =>
        session.Names.Where(n => n.StartsWith(_prefix, StringComparison.Ordinal)).Select(n => n[_prefix.Length..]);

    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value) => session.TryGetValue(_prefix + name, out value);

    public void Set(string name, byte[] value) => session.Set(_prefix + name, value);

    public void Remove(string name) => session.Remove(_prefix + name);

    public void Clear()
    {
        foreach (var own in Names.ToArray()) Remove(own);
    }
}
