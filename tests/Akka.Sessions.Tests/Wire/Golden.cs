namespace Akka.Sessions.Tests.Wire;

internal static class Golden
{
    public static readonly IReadOnlyDictionary<string, string> Bytes = new Dictionary<string, string>
    {
    };
}
