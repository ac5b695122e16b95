using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Tests.SigningIn;

/// <summary>An application where one signs in by a name, with the key folder that nodes share.</summary>
internal static class Door
{
    public const string CookieName = ".AspNetCore.Cookies";
    public const string Nobody = "nobody";

    public static void AddTo(IServiceCollection services, DirectoryInfo keys, Action<AkkaSessionTicketsOptions>? configure = null)
    {
        services.AddDataProtection().SetApplicationName("door").PersistKeysToFileSystem(keys);
        services.AddAkkaSessionTickets(configure);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
    }

    public static ITicketStore Store(IServiceProvider services) =>
        services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(CookieAuthenticationDefaults.AuthenticationScheme).SessionStore!;

    public static AuthenticationTicket Ticket(string name, AuthenticationProperties? properties = null) =>
        new(Principal(name), properties, CookieAuthenticationDefaults.AuthenticationScheme);

    public static async Task ServeAsync(HttpContext http)
    {
        string name = http.Request.Query["name"].FirstOrDefault() ?? Nobody;
        switch (http.Request.Path.Value)
        {
            case "/in":
                await http.SignInAsync(Principal(name));
                break;
            case "/swap":
                await http.SignOutAsync();
                await http.SignInAsync(Principal(name));
                break;
            case "/out":
                await http.SignOutAsync();
                break;
            case "/big":
                var error = await Record.ExceptionAsync(() => http.SignInAsync(Principal(new string('x', 500), new string('y', 100_000))));
                await http.Response.WriteAsync($"{error}");
                break;
            case "/cart":
                http.Session.SetString("cart", "full");
                http.GetReplicatedSession().Principal = http.User.Identity?.Name;
                break;
            case "/everywhere":
                await http.Response.WriteAsync((await http.SignOutEverywhereAsync()).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                await http.Response.WriteAsync(http.User.Identity?.Name ?? Nobody);
                break;
        }
    }

    private static ClaimsPrincipal Principal(string name, string? more = null) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new("more", more ?? "")], "test"));
}
