using System.Diagnostics.Metrics;

namespace Akka.Sessions.Web;

/// <summary>What the web side counts, in the meter <c>Akka.Sessions.Web</c>.</summary>
internal sealed class WebMeter(IMeterFactory factory)
{
    public const string Name = "Akka.Sessions.Web";

    private readonly Counter<long> _refusedCookies = factory.Create(Name).CreateCounter<long>(
        "akka.sessions.cookies.refused", "{cookie}", "Session cookies that held no session id");

    private readonly Counter<long> _missedCommits = factory.Create(Name).CreateCounter<long>(
        "akka.sessions.commits.missed", "{commit}", "Commits of requests that did not reach their level");

    private readonly Counter<long> _reboundCookies = factory.Create(Name).CreateCounter<long>(
        "akka.sessions.cookies.rebound", "{cookie}", "Session cookies whose route was changed to another node's, or taken off");

    public void CookieRebound() => _reboundCookies.Add(1);

    public void CookieRefused() => _refusedCookies.Add(1);

    public void CommitMissed() => _missedCommits.Add(1);
}
