using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

/// <summary>A whole exchange between two members, and what it cost.</summary>
internal sealed class DigestRun
{
    /// <summary>Messages, as they are on the wire.</summary>
    public List<(string Manifest, byte[] Bytes)> Messages { get; } = [];

    public int Pieces => Messages.Sum(message => PiecesIn(MessageCodec.Read(message.Manifest, message.Bytes)));

    /// <summary>Bytes of messages that say what is held, and carry nothing of it.</summary>
    public int HashBytes => Messages.Where(m => m.Manifest is Manifests.DigestOffer or Manifests.DigestEntries).Sum(m => m.Bytes.Length);

    public DigestStep.Done? Outcome { get; private set; }

    public static DigestRun Between(DigestMember asking, DigestMember asked, bool isRepair = false) =>
        Between(asking, asked, _ => false, isRepair);

    /// <param name="asking">Begins it.</param>
    /// <param name="asked">Answers.</param>
    /// <param name="isLost">Which of the messages get lost, by their number.</param>
    /// <param name="isRepair">A stream waits for it.</param>
    public static DigestRun Between(DigestMember asking, DigestMember asked, Func<int, bool> isLost, bool isRepair = false)
    {
        var run = new DigestRun();
        var now = Now;
        var step = asking.Exchanges.Begin(asked.Id, isRepair, now);
        while (step is not DigestStep.Done && asking.Exchanges.OpenCount > 0)
        {
            var sent = Assert.IsType<DigestStep.Send>(step);
            Assert.Equal(asked.Id, sent.To);
            if (run.Passes(sent.Message, isLost) is { } question && run.Passes(asked.Reply(question), isLost) is { } reply)
            {
                step = asking.Take(reply, now);
                continue;
            }

            now += TimeSpan.FromSeconds(5);
            step = asking.Exchanges.OnTime(now).SingleOrDefault() ?? step;
        }

        run.Outcome = step as DigestStep.Done;
        return run;
    }

    private ISessionMessage? Passes(ISessionMessage message, Func<int, bool> isLost)
    {
        var (manifest, bytes) = (MessageCodec.ManifestOf(message), MessageCodec.Write(message));
        Messages.Add((manifest, bytes));
        return isLost(Messages.Count) ? null : MessageCodec.Read(manifest, bytes);
    }

    private static int PiecesIn(ISessionMessage message) => message switch
    {
        DigestContent content => PieceCodec.Read(content.Payload, PieceCodec.NoAuthor).Count,
        DigestAnswer answer => PieceCodec.Read(answer.Payload, PieceCodec.NoAuthor).Count,
        _ => 0,
    };
}
