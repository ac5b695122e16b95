using Akka.Sessions.Model;

namespace Akka.Sessions.Benchmarks.Micro;

/// <summary>The session that the micro benchmarks work on: twenty attributes of 100 bytes.</summary>
internal static class SampleSessions
{
    internal const int Attributes = 20;
    internal const int Writer = 1;
    private const int AttributeBytes = 100;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static SessionState Whole() => Write(SessionState.Empty, Enumerable.Range(0, Attributes), Start, Start).State;

    /// <summary>A later write of one attribute.</summary>
    internal static SessionState Delta(SessionState session) => Write(session, [Attributes / 2], Start.AddSeconds(1), null).Delta;

    private static SessionWrite Write(SessionState session, IEnumerable<int> attributes, DateTimeOffset now, DateTimeOffset? created)
    {
        var values = attributes.ToDictionary(
            i => $"attribute-{i}", byte[]? (i) => Enumerable.Repeat((byte)i, AttributeBytes).ToArray(), StringComparer.Ordinal);
        return session.Write(new SessionChanges { Attributes = values, Created = created, Accessed = now }, now, Writer);
    }
}
