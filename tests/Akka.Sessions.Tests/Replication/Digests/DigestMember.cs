using System.Runtime.InteropServices;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Tests.Replication;

/// <summary>One member's sessions, with their digests and both sides of the comparison. All that it says goes over the wire.</summary>
internal sealed class DigestMember : IDigestedSessions
{
    private readonly Dictionary<SessionId, Held> _sessions = [];
    private readonly DigestAnswers _answers;

    public DigestMember(MemberId id, int pageBytes = 64 * 1024)
    {
        Id = id;
        Exchanges = new DigestExchanges(id, this, TimeSpan.FromSeconds(5), firstExchangeId: -3, pageBytes);
        _answers = new DigestAnswers(id, this, pageBytes);
    }

    public MemberId Id { get; }

    public DigestIndex Index { get; } = new();

    public DigestExchanges Exchanges { get; }

    public List<StreamCursor> Cursors { get; } = [];

    public IReadOnlyCollection<SessionId> Ids => _sessions.Keys;

    public SessionState this[SessionId id] => _sessions.TryGetValue(id, out var held) ? held.State : SessionState.Empty;

    public DigestedSession? Find(SessionId id) => _sessions.TryGetValue(id, out var held) ? new(held.State, held.Mark.Digest) : null;

    public ReadOnlyMemory<byte> Encode(SessionId id) => PieceCodec.Write(new SessionPiece(id, this[id]), PieceCodec.NoAuthor);

    public void Merge(SessionPiece piece)
    {
        var open = new Queue<SessionPiece>([piece]);
        while (open.TryDequeue(out var next))
        {
            var before = this[next.Id];
            var outcome = SessionMerge.Into(before, next);
            Hold(next.Id, outcome.State, isHeard: Equals(before.End, outcome.State.End) && IsHeard(next.Id));
            foreach (var forward in outcome.Forwards) open.Enqueue(forward);
        }
    }

    /// <summary>Everyone has heard of its end, as far as this member knows.</summary>
    public void Hear(SessionId id) => Hold(id, this[id].ForgetContent(), this[id].IsEnded);

    public void Forget(SessionId id)
    {
        if (_sessions.Remove(id, out var held)) Index.Remove(id, ref held.Mark);
    }

    /// <summary>What the other says when this is said to it.</summary>
    public ISessionMessage Reply(ISessionMessage message)
    {
        switch (message)
        {
            case DigestOffer offer:
                return _answers.Answer(offer, [.. Cursors]);
            case DigestContent content:
                var (answer, news) = _answers.Answer(content, PieceCodec.Read(content.Payload, PieceCodec.NoAuthor));
                foreach (var piece in news) Merge(piece);
                return answer;
            default:
                throw new ArgumentException($"{message.GetType().Name} is not asked.", nameof(message));
        }
    }

    /// <summary>What this member does with what is answered.</summary>
    public DigestStep Take(ISessionMessage reply, DateTimeOffset now)
    {
        var step = reply switch
        {
            DigestEntries entries => Exchanges.OnEntries(entries, now),
            DigestAnswer answer => Exchanges.OnAnswer(answer, PieceCodec.Read(answer.Payload, PieceCodec.NoAuthor), now),
            _ => throw new ArgumentException($"{reply.GetType().Name} is no answer.", nameof(reply)),
        };
        if (step is not DigestStep.Merge merge) return step;
        foreach (var piece in merge.News) Merge(piece);
        return Exchanges.OnMerged(merge.Answer, now);
    }

    private bool IsHeard(SessionId id) => _sessions.TryGetValue(id, out var held) && held.IsHeard;

    private void Hold(SessionId id, SessionState state, bool isHeard)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_sessions, id, out var isKnown);
        if (!isKnown) Index.Add(id);
        held ??= new();
        (held.State, held.IsHeard) = (state, isHeard);
        Index.Replace(id, ref held.Mark, SessionDigest.Of(id, state, isHeard));
    }

    private sealed class Held
    {
        public DigestMark Mark;

        public SessionState State { get; set; } = SessionState.Empty;

        public bool IsHeard { get; set; }
    }
}
