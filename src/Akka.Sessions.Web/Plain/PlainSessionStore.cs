using Akka.Sessions.Web.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Session;

namespace Akka.Sessions.Web.Plain;

/// <summary>
/// The same sessions for ASP.NET Core's own <c>UseSession()</c>, which has its own cookie and commits when the pipeline has ended. It asks
/// for no receipt and cannot change an id, so none of <see cref="IReplicatedSessionFeature"/> is there.
/// </summary>
internal sealed class PlainSessionStore(WebSessions sessions) : ISessionStore
{
    public ISession Create(
        string sessionKey, TimeSpan idleTimeout, TimeSpan ioTimeout, Func<bool> tryEstablishSession, bool isNewSessionKey)
        => new PlainSession(sessions, new(sessionKey), new(idleTimeout, ioTimeout), tryEstablishSession, isNewSessionKey);
}
