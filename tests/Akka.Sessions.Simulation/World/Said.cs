using Akka.Sessions.Messages;

namespace Akka.Sessions.Simulation.World;

/// <summary>Messages in a line that a person can read.</summary>
internal static class Said
{
    public static string Of(ISessionMessage message) => message switch
    {
        ReplicationBatch batch => $"batch {batch.Number} of {batch.Stream}, {batch.Payload.Length} bytes{(batch.AckAtOnce ? ", to be acknowledged at once" : "")}",
        Cursors report => $"at {report.LastNumber}, has {string.Join(", ", report.Streams.Select(cursor => $"{cursor.Stream} to {cursor.Number}"))}",
        Fragment fragment => $"fragment {fragment.Index + 1} of {fragment.Count}",
        TransferPage page => $"page {page.Share}/{page.Index}, {page.Payload.Length} bytes{(page.IsLast ? ", the last" : "")}",
        _ => message.ToString() ?? message.GetType().Name,
    };
}
