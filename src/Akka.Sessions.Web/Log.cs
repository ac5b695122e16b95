using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Web;

/// <summary>What the web side logs, ids 4000 to 4099. A session is named by the hash that <c>ISession.Id</c> shows, never by its id.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Debug, "A session cookie that holds no session id was refused ({Length} characters)")]
    public static partial void CookieRefused(this ILogger log, int length);

    [LoggerMessage(4001, LogLevel.Warning,
        "A commit of session {Session} missed its level {Level}: {Applied} other members have it, {Missing} not yet ({MissingMembers})")]
    public static partial void CommitMissed(
        this ILogger log, string session, CommitLevel level, int applied, int missing, string missingMembers);

    [LoggerMessage(4002, LogLevel.Information, "Changes to session {Session} were dropped: the session was ended meanwhile ({Reason})")]
    public static partial void ChangesDropped(this ILogger log, string session, SessionEndReason reason);

    [LoggerMessage(4003, LogLevel.Error, "A new session was refused, and what the request wrote into it is lost. {Reason}")]
    public static partial void SessionRefused(this ILogger log, string reason);

    [LoggerMessage(4004, LogLevel.Warning,
        "The new id of session {Session} was not confirmed by every reachable member; its cookie was withheld, so the browser loses the session")]
    public static partial void RotationMissed(this ILogger log, string session);

    [LoggerMessage(4005, LogLevel.Warning,
        "A member that may hold the request's session did not answer; the request has an empty session and keeps its cookie")]
    public static partial void LookupUnanswered(this ILogger log);

    [LoggerMessage(4006, LogLevel.Warning, "The connection was cut: a commit was missed after the response had started")]
    public static partial void ConnectionCut(this ILogger log);

    [LoggerMessage(4007, LogLevel.Error, "Changes to session {Session} made after the response could not be committed")]
    public static partial void LateCommitFailed(this ILogger log, string session, Exception exception);

    [LoggerMessage(4008, LogLevel.Error,
        "What a request changed in place in an attribute of session {Session} cannot be stored and is lost. {Reason}")]
    public static partial void ValueGivenUp(this ILogger log, string session, string reason);

    [LoggerMessage(4009, LogLevel.Error, "Changes to session {Session} are lost: this node has left the cluster and keeps nothing any more")]
    public static partial void NodeStopped(this ILogger log, string session);

    [LoggerMessage(4010, LogLevel.Warning, "An exclusive request was answered with 503 before it began. {Reason}")]
    public static partial void ExclusiveRefused(this ILogger log, string reason);

    [LoggerMessage(4020, LogLevel.Warning,
        "A session cookie could not be unprotected. If no one forged it, the nodes do not share their Data Protection keys, and browsers lose their "
        + "sessions between them. This is said once; further ones are counted")]
    public static partial void CookieNotUnprotected(this ILogger log);

    [LoggerMessage(4030, LogLevel.Warning,
        "The page of the sessions was asked for at {Path} and is closed. Say who may see it: app.MapAkkaSessions().RequireAuthorization(…); or for the "
        + "environment Development alone app.MapAkkaSessions(configure: page => page.OpenInDevelopment = true). The environment is {Environment}. "
        + "This is said once")]
    public static partial void PageIsClosed(this ILogger log, string path, string environment);

    [LoggerMessage(4031, LogLevel.Warning,
        "An action on the page of the sessions was refused at {Path}: it comes from another site (Origin {Origin}, here it is {Own}; Sec-Fetch-Site "
        + "{Site}). Behind a proxy that ends TLS, forward the scheme (UseForwardedHeaders)")]
    public static partial void PageActionRefused(this ILogger log, string path, string origin, string own, string site);

    [LoggerMessage(4032, LogLevel.Information, "Session {Session} was ended on the page by {User}")]
    public static partial void PageEndedSession(this ILogger log, string session, string user);

    [LoggerMessage(4033, LogLevel.Information, "{Member} was taken out of service on the page by {User}")]
    public static partial void PageDrained(this ILogger log, MemberId? member, string user);

    [LoggerMessage(4034, LogLevel.Information, "{Member} was put back into service on the page by {User}")]
    public static partial void PageResumed(this ILogger log, MemberId? member, string user);

    [LoggerMessage(4040, LogLevel.Warning, "The ticket of a sign-in ({Session}) missed its level {Level}; without it: {MissingMembers}")]
    public static partial void TicketMissed(this ILogger log, string session, CommitLevel level, string missingMembers);

    [LoggerMessage(4041, LogLevel.Warning,
        "The ticket of an authentication cookie was looked for, and a member that may hold it did not answer; the request is not authenticated")]
    public static partial void TicketUnanswered(this ILogger log);

    [LoggerMessage(4042, LogLevel.Information, "{Count} oldest tickets of a principal were ended for a new sign-in ({Session})")]
    public static partial void OldestTicketsEnded(this ILogger log, int count, string session);

    [LoggerMessage(4021, LogLevel.Debug, "A session cookie could not be unprotected ({Length} characters)")]
    public static partial void CookieNotUnprotectedAgain(this ILogger log, int length);
}
