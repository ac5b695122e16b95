using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Web.Tests.Startup;

public sealed class LogTests
{
    private static readonly LoggerMessageAttribute[] Messages = [.. typeof(AkkaSessionsOptions).Assembly.GetTypes()
        .Where(type => type.Name is "Log")
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes(typeof(LoggerMessageAttribute), inherit: false))
        .Cast<LoggerMessageAttribute>()];

    [Fact]
    public void The_log_ids_of_the_web_side_are_unique_and_in_their_block()
    {
        Assert.NotEmpty(Messages);
        Assert.All(Messages, message => Assert.InRange(message.EventId, 4000, 4999));
        Assert.Equal(Messages.Length, Messages.Select(message => message.EventId).Distinct().Count());
    }

    [Fact]
    public void The_operations_page_explains_every_one_with_its_level()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Sessions.sln"))) root = root.Parent;
        var page = File.ReadAllText(Path.Combine(root!.FullName, "docs", "operations.md"));

        Assert.All(Messages, message => Assert.Contains($"| {message.EventId} {message.Level} |", page, StringComparison.Ordinal));
    }
}
