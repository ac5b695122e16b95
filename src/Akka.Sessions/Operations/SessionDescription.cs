namespace Akka.Sessions;

/// <summary>What a person may see of one session: no id and no value.</summary>
/// <param name="Hash">The one-way hash of the id, as logs show it; names the session in <see cref="ISessionManager.EndAsync"/>.</param>
/// <param name="Created">When it was created (UTC), where that is known.</param>
/// <param name="LastAccessed">The latest access known here (UTC).</param>
/// <param name="IdleTimeout">Idle time after which it expires.</param>
/// <param name="AttributeCount">Attributes, those in scopes included.</param>
/// <param name="Bytes">Bytes of their names and values, as the limit of a session counts them.</param>
/// <param name="Principal">Who is logged in; <see langword="null"/> when nobody is.</param>
public sealed record SessionDescription(
    string Hash,
    DateTimeOffset? Created,
    DateTimeOffset LastAccessed,
    TimeSpan IdleTimeout,
    int AttributeCount,
    int Bytes,
    string? Principal);

/// <summary>What a person may see of the content of one session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Attributes">Its attributes in the order of their names, those in scopes under the names by which they are kept.</param>
public sealed record SessionContents(SessionDescription Session, IReadOnlyList<AttributeSize> Attributes);

/// <summary>One attribute without its value.</summary>
/// <param name="Name">As the application chose it, or a visitor that it let choose: encode it where it is shown.</param>
/// <param name="Bytes">Of its value.</param>
public readonly record struct AttributeSize(string Name, int Bytes);

/// <summary>Some sessions of a listing, in the order of their hashes.</summary>
/// <param name="Sessions">At most as many as were asked for.</param>
/// <param name="Next">Where the next page begins: give it as <c>after</c>; <see langword="null"/> on the last page.</param>
public sealed record SessionPage(IReadOnlyList<SessionDescription> Sessions, string? Next);
