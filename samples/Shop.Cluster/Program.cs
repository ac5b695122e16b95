using System.CommandLine;
using System.Globalization;
using Shop.Cluster.Story;
using Shop.Cluster.Terminal;

var nodes = Number("--nodes", "How many shops to start.", 3, 1, 9);
var port = Number("--port", "The HTTP port of the first shop; the others follow.", 5001, 1024, 60_000);
var check = new Option<bool>("--check")
{
    Description = "Play the whole story with real requests and real kills, on free ports, and exit 0 only if all of it holds.",
};

Screen.Prepare();
var command = new RootCommand("Starts the shop on several nodes of this machine, to be killed, stopped and started again.")
{
    nodes, port, check,
};
command.SetAction((arguments, cancellationToken) => arguments.GetValue(check)
    ? ShopStory.PlayAsync(cancellationToken)
    : new LiveShop(arguments.GetValue(nodes), arguments.GetValue(port)).RunAsync(cancellationToken));

// Stopping in good order takes its time; who is in a hurry presses Ctrl-C again.
return await command.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });

static Option<int> Number(string name, string description, int usual, int lowest, int highest)
{
    var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
    option.Validators.Add(result =>
    {
        if (result.Tokens is not [var token]) return;
        if (int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest) return;
        result.AddError($"{name} must be a number from {lowest} to {highest}.");
    });
    return option;
}
