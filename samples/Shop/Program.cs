using Akka.Sessions.Web;
using Shop;
using Shop.Api;
using Shop.Pages;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Logging.AddShopConsole();

    var node = builder.Configuration.GetSection(NodeOptions.Section).Get<NodeOptions>() ?? new();
    builder.Services.AddSingleton(node);
    builder.Services.AddSingleton<Layout>();

    builder.Services.AddAkkaSessions(sessions =>
    {
        sessions.SystemName = "shop";
        sessions.HoconFile = node.HoconPath;
        sessions.Hocon = node.OwnHocon(sessions.SystemName);
        // A cart line that could not be replicated is not answered as if it had been: the client asks again.
        sessions.OnMissedCommit = MissedCommitPolicy.ServiceUnavailable;
    });
    // Behind the sessions: a node that cannot start ends by itself, and nothing is reading then.
    if (node.StopWithInput) builder.Services.AddHostedService<StopWithInput>();

    var app = builder.Build();
    app.UseAkkaSessions();
    app.MapPages();
    app.MapCartApi(node);
    app.MapSessionApi(node);
    app.MapHealth();
    app.MapAkkaSessions(configure: page => page.OpenInDevelopment = true);
    await app.RunAsync();
    return 0;
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync($"The shop cannot start: {StartFailure.Explain(e)}");
    return 1;
}
