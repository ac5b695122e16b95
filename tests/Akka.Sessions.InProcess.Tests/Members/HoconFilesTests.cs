using Akka.Sessions.Actors;
using Akka.Sessions.InProcess.Tests.Cluster;
using Akka.Sessions.Manager;

namespace Akka.Sessions.InProcess.Tests.Members;

/// <summary>The files that people start from hold what they say.</summary>
public sealed class HoconFilesTests
{
    [Fact]
    public void Every_file_can_be_read_and_makes_valid_settings()
    {
        var names = new List<string>();
        foreach (var file in HoconFiles.All)
        {
            var options = new SessionsOptions { HoconFile = file };
            var config = SystemFactory.ReadConfig(options, AppContext.BaseDirectory);
            SessionSettingsReader.Read(config, options);
            Assert.Equal("127.0.0.1", config.GetString("akka.remote.dot-netty.tcp.hostname"));
            names.Add(Path.GetFileName(file));
        }

        Assert.Equal(["node.conf", "tests.conf", "three-nodes.conf", "two-nodes.conf"], names.Order(StringComparer.Ordinal));
    }
}
