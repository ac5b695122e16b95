using System.CommandLine;
using Shop.Cluster.Story;
using Shop.Cluster.Terminal;

var nodes = new Option<int>("--nodes") { Description = "How many shops to start.", DefaultValueFactory = _ => 3 };
nodes.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 9) result.AddError("--nodes must be from 1 to 9.");
});
var port = new Option<int>("--port") { Description = "The HTTP port of the first shop; the others follow.", DefaultValueFactory = _ => 5001 };
port.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1024 or > 60_000) result.AddError("--port must be from 1024 to 60000.");
});
var check = new Option<bool>("--check") { Description = "Play the whole story with real requests and real kills, on free ports, and exit 0 only if all of it holds." };

Screen.Prepare();
var command = new RootCommand("Starts the shop on several nodes of this machine, to be killed, stopped and started again.") { nodes, port, check };
command.SetAction((arguments, cancellationToken) => arguments.GetValue(check)
    ? ShopStory.PlayAsync(cancellationToken)
    : new LiveShop(arguments.GetValue(nodes), arguments.GetValue(port)).RunAsync(cancellationToken));

// Stopping in good order takes its time; who is in a hurry presses Ctrl-C again.
return await command.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
