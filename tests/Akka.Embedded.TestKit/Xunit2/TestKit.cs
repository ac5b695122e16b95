using Akka.Actor;
using Akka.Configuration;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>Base of a test class: an actor system of its own for each test, ended with the test, its log in the test's output.</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where to write what a reader of a failed test should see.</summary>
    protected readonly ITestOutputHelper? Output;

    private readonly ImplicitSender? _implicitSender;
    private bool _disposed;

    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : this(system ?? ActorSystem.Create("test", DefaultConfig), output, null)
    {
    }

    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : this(ActorSystem.Create(actorSystemName ?? "test", (config ?? Config.Empty).WithFallback(DefaultConfig)), output, null)
    {
    }

    public TestKit(string config, ITestOutputHelper? output = null) : this(ConfigurationFactory.ParseString(config ?? ""), null, output)
    {
    }

    private TestKit(ActorSystem system, ITestOutputHelper? output, string? testActorName) : base(system, testActorName)
    {
        Output = output;
        if (output is not null) InitializeLogger(system);
        if (this is not INoImplicitSender) _implicitSender = ImplicitSender.Install(TestActor);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called when the test is over, before its system ends.</summary>
    protected virtual void AfterAll()
    {
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing) return;
        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
            _implicitSender?.Remove();
        }
    }

    /// <summary>Shows the log of one more system in this test's output.</summary>
    protected void InitializeLogger(ActorSystem system) => InitializeLogger(system, "");

    protected void InitializeLogger(ActorSystem system, string prefix)
    {
        if (Output is { } output) TestOutputLogger.Start((ExtendedActorSystem)system, output, prefix);
    }
}
