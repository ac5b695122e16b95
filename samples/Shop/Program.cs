using Akka.Sessions;
using Shop;
using Shop.Api;
using Shop.Pages;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddShopLogging();

    var node = builder.Configuration.GetSection(NodeOptions.Section).Get<NodeOptions>() ?? new();
    builder.Services.AddSingleton(node);
    builder.Services.AddSingleton<Layout>();
    if (node.StopWithInput) builder.Services.AddHostedService<StopWithInput>();

    builder.Services.AddAkkaSessions(options =>
    {
        options.SystemName = "shop";
        options.HoconFile = node.HoconPath;
        options.Hocon = node.OwnHocon(options.SystemName);
    });

    var app = builder.Build();
    app.UseAkkaSessions();
    app.MapPages();
    app.MapCartApi(node);
    app.MapSessionApi(node);
    app.MapHealth();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } explanation)
{
    await Console.Error.WriteLineAsync($"The shop cannot start: {explanation}");
    return 1;
}
