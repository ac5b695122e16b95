using Akka.Sessions.Messages;

namespace Akka.Sessions.Wire;

/// <summary>The short name of every message on the wire. Listed once, never reused.</summary>
internal static class Manifests
{
    public const string Hello = "he";
    public const string Welcome = "we";
    public const string HelloRefused = "hr";
    public const string ReplicationBatch = "rb";
    public const string Cursors = "cu";
    public const string RepairRequest = "rr";
    public const string RepairUnavailable = "ru";
    public const string TransferRequest = "tr";
    public const string TransferPage = "tp";
    public const string TransferCredit = "tc";
    public const string Probe = "pr";
    public const string ProbeAck = "pa";
    public const string LookupRequest = "lq";
    public const string LookupReply = "ly";
    public const string DigestOffer = "do";
    public const string DigestEntries = "de";
    public const string DigestContent = "dc";
    public const string DigestAnswer = "da";
    public const string Fragment = "fr";
    public const string ExpiryProposal = "ep";
    public const string ExpiryVote = "ev";
    public const string ExpiryVerdict = "ex";
    public const string ServiceOrder = "so";
    public const string ServiceNotice = "sn";
    public const string LeaseRequest = "lr";
    public const string LeaseGrant = "lg";
    public const string LeaseRefused = "lf";
    public const string LeaseRelease = "ll";
    public const string LeaseReleased = "ld";
    public const string LeaseQuestion = "le";
    public const string LeaseReport = "lp";

    /// <summary>Every message type with its manifest: what the serializer is bound to.</summary>
    public static readonly IReadOnlyDictionary<Type, string> All = new Dictionary<Type, string>
    {
        [typeof(Hello)] = Hello,
        [typeof(Welcome)] = Welcome,
        [typeof(HelloRefused)] = HelloRefused,
        [typeof(ReplicationBatch)] = ReplicationBatch,
        [typeof(Cursors)] = Cursors,
        [typeof(RepairRequest)] = RepairRequest,
        [typeof(RepairUnavailable)] = RepairUnavailable,
        [typeof(TransferRequest)] = TransferRequest,
        [typeof(TransferPage)] = TransferPage,
        [typeof(TransferCredit)] = TransferCredit,
        [typeof(Probe)] = Probe,
        [typeof(ProbeAck)] = ProbeAck,
        [typeof(LookupRequest)] = LookupRequest,
        [typeof(LookupReply)] = LookupReply,
        [typeof(DigestOffer)] = DigestOffer,
        [typeof(DigestEntries)] = DigestEntries,
        [typeof(DigestContent)] = DigestContent,
        [typeof(DigestAnswer)] = DigestAnswer,
        [typeof(Fragment)] = Fragment,
        [typeof(ExpiryProposal)] = ExpiryProposal,
        [typeof(ExpiryVote)] = ExpiryVote,
        [typeof(ExpiryVerdict)] = ExpiryVerdict,
        [typeof(ServiceOrder)] = ServiceOrder,
        [typeof(ServiceNotice)] = ServiceNotice,
        [typeof(LeaseRequest)] = LeaseRequest,
        [typeof(LeaseGrant)] = LeaseGrant,
        [typeof(LeaseRefused)] = LeaseRefused,
        [typeof(LeaseRelease)] = LeaseRelease,
        [typeof(LeaseReleased)] = LeaseReleased,
        [typeof(LeaseQuestion)] = LeaseQuestion,
        [typeof(LeaseReport)] = LeaseReport,
    };

    /// <summary>Only what carries sessions, or lists of them, can be big; a fragment of anything else is no message of ours.</summary>
    public static bool CanBeFragmented(string manifest) =>
        manifest is ReplicationBatch or TransferPage or LookupReply or DigestEntries or DigestContent or DigestAnswer;
}
