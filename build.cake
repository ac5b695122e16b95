// dotnet tool restore
// dotnet cake --target=Test                     what README.md calls `dotnet test Sessions.sln`
// dotnet cake --target=Pack --engine=akka.net   packages, which only the real Akka.NET may be in

var target = Argument("target", "Test");
var engine = Argument("engine", "embedded");
var packages = MakeAbsolute(Directory("./artifacts/packages"));

if (engine is not ("embedded" or "akka.net"))
    throw new CakeException($"--engine={engine} is not known: it is 'embedded' (default) or 'akka.net'. See eng/AkkaEngine.props.");

DotNetMSBuildSettings OnEngine() => new DotNetMSBuildSettings().WithProperty("AkkaEngine", engine);

Task("Clean")
    .Does(() => CleanDirectory($"./artifacts/{engine}"));

Task("Build")
    .Does(() => DotNetBuild("./Sessions.sln", new DotNetBuildSettings { MSBuildSettings = OnEngine() }));

Task("Test")
    .Does(() => DotNetTest("./Sessions.sln", new DotNetTestSettings { MSBuildSettings = OnEngine() }));

Task("Bench")
    .Does(() => DotNetRun("./benchmarks/Akka.Sessions.Benchmarks", new ProcessArgumentBuilder(), new DotNetRunSettings
    {
        Configuration = "Release",
        EnvironmentVariables = { ["AkkaEngine"] = engine },
    }));

Task("Pack")
    .Does(() =>
    {
        if (engine != "akka.net")
            throw new CakeException("The packages depend on Akka.NET, so they are packed on it: add --engine=akka.net.");
        foreach (var project in new[] { "Akka.Sessions", "Akka.Sessions.Web" })
        {
            DotNetPack($"./src/{project}", new DotNetPackSettings
            {
                Configuration = "Release",
                OutputDirectory = packages,
                MSBuildSettings = OnEngine(),
            });
        }
    });

RunTarget(target);
