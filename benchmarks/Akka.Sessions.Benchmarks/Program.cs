using System.CommandLine;
using Akka.Sessions.Benchmarks.Engine;
using Akka.Sessions.Benchmarks.Lookup;
using Akka.Sessions.Benchmarks.Micro;
using BenchmarkDotNet.Running;

var engine = new Command("engine", "Actors, mediators and two processes: figures, and ratios against baselines measured in the same run.");
engine.SetAction((_, cancellationToken) => EngineRun.PrintAsync(Console.Out, cancellationToken));

var seed = new Option<string>("--seed") { Required = true, Description = "Address of the first process." };
var peer = new Command("engine-peer", "The second process of 'engine'; ends when its input closes.") { seed };
peer.Hidden = true;
peer.SetAction((arguments, cancellationToken) =>
    Peer.RunAsync(arguments.GetRequiredValue(seed), Console.In, Console.Out, cancellationToken));

var filter = new Option<string>("--filter")
{
    DefaultValueFactory = _ => "*",
    Description = "Which micro benchmarks, as BenchmarkDotNet's --filter.",
};
var micro = new Command("micro", "BenchmarkDotNet over the hot paths, each beside a baseline.") { filter };
micro.SetAction(arguments =>
    BenchmarkSwitcher.FromAssembly(typeof(EngineRun).Assembly).Run(["--filter", arguments.GetRequiredValue(filter)], MicroConfig.Instance));

var lookup = new Command("lookup", "What a flood of guessed ids does to requests for known sessions, as ratios of the same run.");
lookup.SetAction((_, cancellationToken) => LookupRun.PrintAsync(Console.Out, cancellationToken));

return await new RootCommand("Measures Akka.Sessions and its engine. Run in Release.") { engine, peer, micro, lookup }.Parse(args).InvokeAsync();
