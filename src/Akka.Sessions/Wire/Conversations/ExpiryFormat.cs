using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>The vote on the end of idle sessions.</summary>
internal static class ExpiryFormat
{
    private const long MaxTime = 253_402_300_799_999;
    private const long MaxSpan = SessionState.LongestTimeoutMilliseconds;

    public static IMessage Write(ExpiryProposal proposal)
    {
        var message = new Format.ExpiryProposal { Round = Round(proposal.Round) };
        if (proposal.Sessions.Count > 0) message.Base = proposal.Sessions.Min(s => s.LastAccess.ToUnixTimeMilliseconds());
        foreach (var session in proposal.Sessions)
        {
            var (bytes, text) = SessionIdFormat.Write(session.Id);
            var after = session.LastAccess.ToUnixTimeMilliseconds() - message.Base;
            message.Sessions.Add(new Format.ExpiryCandidate { Id = bytes, IdText = text, After = after, PastAbsoluteEnd = session.IsPastAbsoluteEnd });
        }

        return message;
    }

    public static ExpiryProposal ReadProposal(ReadOnlySpan<byte> bytes)
    {
        var proposal = Parsing.Read(Format.ExpiryProposal.Parser, bytes, "expiry proposal");
        WireLimits.Count(proposal.Sessions.Count, WireLimits.SessionsPerRound, "sessions in one proposal");
        var from = Time(proposal.Base);
        return new(Round(proposal.Round), [.. proposal.Sessions.Select(s => Candidate(s, from))]);
    }

    public static IMessage Write(ExpiryVote vote)
    {
        var message = new Format.ExpiryVote
        {
            Round = Round(vote.Round), Address = vote.Member.Address, Incarnation = vote.Member.Incarnation,
        };
        foreach (var veto in vote.Vetoes)
        {
            var (bytes, text) = SessionIdFormat.Write(veto.Id);
            message.Vetoes.Add(new Format.ExpiryVeto
            {
                Id = bytes,
                IdText = text,
                LastAccess = veto.LastAccess.ToUnixTimeMilliseconds(),
                IdleFor = Milliseconds(veto.IdleFor),
                Remaining = Milliseconds(veto.Remaining),
            });
        }

        return message;
    }

    public static ExpiryVote ReadVote(ReadOnlySpan<byte> bytes)
    {
        var vote = Parsing.Read(Format.ExpiryVote.Parser, bytes, "expiry vote");
        WireLimits.Count(vote.Vetoes.Count, WireLimits.SessionsPerRound, "vetoes in one vote");
        var member = CommonFormat.Member(new Format.Member { Address = vote.Address, Incarnation = vote.Incarnation });
        return new(Round(vote.Round), member, [.. vote.Vetoes.Select(Veto)]);
    }

    public static IMessage Write(ExpiryVerdict verdict)
    {
        var message = new Format.ExpiryVerdict { Round = Round(verdict.Round) };
        foreach (var id in verdict.Spared)
        {
            var (bytes, text) = SessionIdFormat.Write(id);
            message.Spared.Add(new Format.SparedSession { Id = bytes, IdText = text });
        }

        return message;
    }

    public static ExpiryVerdict ReadVerdict(ReadOnlySpan<byte> bytes)
    {
        var verdict = Parsing.Read(Format.ExpiryVerdict.Parser, bytes, "expiry verdict");
        WireLimits.Count(verdict.Spared.Count, WireLimits.SessionsPerRound, "sessions in one verdict");
        return new(Round(verdict.Round), [.. verdict.Spared.Select(s => SessionIdFormat.Read(s.Id, s.IdText))]);
    }

    private static Format.ExpiryRound Round(ExpiryRound round) => new() { Proposer = round.Proposer, Number = round.Number };

    private static ExpiryRound Round(Format.ExpiryRound? round) => round is null
        ? throw new WireFormatException("A vote without its round.")
        : new(round.Proposer, WireLimits.Number(round.Number, 1, "round"));

    private static ExpiryCandidate Candidate(Format.ExpiryCandidate candidate, long from)
    {
        // Checked first, so that the sum cannot overflow.
        if (candidate.After is < 0 or > MaxTime) throw new WireFormatException($"An access {candidate.After} ms after the earliest.");
        return new(SessionIdFormat.Read(candidate.Id, candidate.IdText), Access(from + candidate.After), candidate.PastAbsoluteEnd);
    }

    private static ExpiryVeto Veto(Format.ExpiryVeto veto) =>
        new(SessionIdFormat.Read(veto.Id, veto.IdText), Access(veto.LastAccess), Span(veto.IdleFor), Span(veto.Remaining));

    private static DateTimeOffset Access(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Time(milliseconds));

    private static long Time(long milliseconds) => milliseconds is >= 0 and <= MaxTime
        ? milliseconds
        : throw new WireFormatException($"A time of {milliseconds} ms since 1970; from 0 to {MaxTime}.");

    private static ulong Milliseconds(TimeSpan span) => (ulong)Math.Clamp(span.TotalMilliseconds, 0, MaxSpan);

    private static TimeSpan Span(ulong milliseconds) => milliseconds <= MaxSpan
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new WireFormatException($"A span of {milliseconds} ms; at most {MaxSpan}.");
}
