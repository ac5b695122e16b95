using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// The comparisons that this member has begun: one at a time with each other member. What is not answered is sent again, and given up after
/// three times; it may then be begun anew.
/// </summary>
/// <remarks>The owner performs every step that is returned, and passes on what it receives whatever it is: strangers are ignored.</remarks>
/// <param name="self">This member.</param>
/// <param name="sessions">What it holds.</param>
/// <param name="patience">How long an answer may take.</param>
/// <param name="firstExchangeId">Drawn at random, so that answers meant for another life of this node are strangers.</param>
/// <param name="maxPageBytes">A page of content or of entries ends before so many bytes.</param>
internal sealed class DigestExchanges(
    MemberId self, IDigestedSessions sessions, TimeSpan patience, long firstExchangeId, int maxPageBytes = Outbox.DefaultBatchBytes)
{
    private const int Tries = 3;

    private readonly Dictionary<MemberId, DigestExchange> _open = [];
    private long _nextId = firstExchangeId;

    /// <summary>Exchanges under way.</summary>
    public int OpenCount => _open.Count;

    /// <summary>Exchanges begun by this member.</summary>
    public long Begun { get; private set; }

    /// <summary>Those that came to their end.</summary>
    public long Completed { get; private set; }

    /// <summary>Those given up because the other did not answer.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Sessions found to differ.</summary>
    public long Differing { get; private set; }

    /// <summary>Pieces sent.</summary>
    public long PiecesSent { get; private set; }

    /// <summary>Pieces received that brought something new.</summary>
    public long PiecesMerged { get; private set; }

    /// <summary>Compares with that member, unless that is under way; a repair may join it, because it takes nothing away.</summary>
    public DigestStep Begin(MemberId with, bool isRepair, DateTimeOffset now)
    {
        if (_open.TryGetValue(with, out var open))
        {
            open.IsRepair |= isRepair;
            return new DigestStep.Wait();
        }

        Begun++;
        _open[with] = open = new(self, with, _nextId++, isRepair, sessions, maxPageBytes);
        return Follow(open, open.Begin(), now);
    }

    public DigestStep OnEntries(DigestEntries entries, DateTimeOffset now) =>
        Find(entries.Member, entries.ExchangeId) is { } open ? Follow(open, open.OnEntries(entries), now) : new DigestStep.Wait();

    /// <param name="answer">As received.</param>
    /// <param name="pieces">Its payload, decoded.</param>
    /// <param name="now">The time now.</param>
    public DigestStep OnAnswer(DigestAnswer answer, IReadOnlyList<SessionPiece> pieces, DateTimeOffset now)
    {
        if (Find(answer.Member, answer.ExchangeId) is not { } open) return new DigestStep.Wait();
        var step = open.OnAnswer(answer, pieces);
        if (step is DigestStep.Merge merge) PiecesMerged += merge.News.Count;
        return Follow(open, step, now);
    }

    /// <summary>The pieces of a <see cref="DigestStep.Merge"/> are applied here.</summary>
    public DigestStep OnMerged(DigestAnswer answer, DateTimeOffset now) =>
        Find(answer.Member, answer.ExchangeId) is { } open ? Follow(open, open.OnMerged(answer), now) : new DigestStep.Wait();

    /// <summary>What is to be sent again.</summary>
    public IReadOnlyList<DigestStep.Send> OnTime(DateTimeOffset now)
    {
        var again = new List<DigestStep.Send>();
        foreach (var open in _open.Values.Where(open => open.Unanswered is not null && now - open.Since >= patience).ToArray())
        {
            if (++open.Tries == Tries)
            {
                _open.Remove(open.With);
                GivenUp++;
                continue;
            }

            open.Since = now;
            again.Add(new(open.With, open.Unanswered!));
        }

        return again;
    }

    /// <summary>With members that are gone, or out of reach, there is nothing to compare.</summary>
    public void OnView(View view)
    {
        foreach (var gone in _open.Keys.Where(member => !view.ReachableOthers.Any(other => other.Id == member)).ToArray())
        {
            _open.Remove(gone);
            GivenUp++;
        }
    }

    private DigestExchange? Find(MemberId member, long id) => _open.TryGetValue(member, out var open) && open.Id == id ? open : null;

    private DigestStep Follow(DigestExchange open, DigestStep step, DateTimeOffset now)
    {
        if (step is DigestStep.Wait) return step;
        (open.Since, open.Tries) = (now, 0);
        Differing += open.TakeDiffering();
        PiecesSent += open.TakeSent();
        if (step is DigestStep.Done)
        {
            Completed++;
            _open.Remove(open.With);
        }

        return step;
    }
}
