namespace Akka.Sessions.Web.Cookies;

/// <summary>
/// Which node a browser is bound to, where there are routes: to the one that serves it. One that drains binds nobody, and lets go of those it
/// had; those of others it leaves alone.
/// </summary>
internal sealed class RouteBinding(string? route, ISessionManager manager)
{
    /// <summary>What the cookie of a session must end in from now on.</summary>
    /// <param name="carried">What it ends in.</param>
    public string? For(string? carried)
    {
        if (route is null) return carried;
        if (!manager.IsDraining) return route;
        return carried == route ? null : carried;
    }
}
