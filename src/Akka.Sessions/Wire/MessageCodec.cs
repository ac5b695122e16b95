using Akka.Sessions.Messages;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>Every message between managers, to bytes and back. Their manifests stand in <see cref="Manifests"/>.</summary>
internal static class MessageCodec
{
    public static string ManifestOf(ISessionMessage message) => Manifests.All[message.GetType()];

    public static byte[] Write(ISessionMessage message) => (message switch
    {
        ReplicationBatch m => BatchFormat.Write(m),
        Cursors m => BatchFormat.Write(m),
        RepairRequest m => BatchFormat.Write(m),
        RepairUnavailable m => BatchFormat.Write(m),
        Fragment m => BatchFormat.Write(m),
        Hello m => HandshakeFormat.Write(m),
        Welcome m => HandshakeFormat.Write(m),
        HelloRefused m => HandshakeFormat.Write(m),
        Probe m => HandshakeFormat.Write(m),
        ProbeAck m => HandshakeFormat.Write(m),
        ServiceOrder m => ServiceFormat.Write(m),
        ServiceNotice m => ServiceFormat.Write(m),
        TransferRequest m => TransferFormat.Write(m),
        TransferPage m => TransferFormat.Write(m),
        TransferCredit m => TransferFormat.Write(m),
        LookupRequest m => TransferFormat.Write(m),
        LookupReply m => TransferFormat.Write(m),
        ExpiryProposal m => ExpiryFormat.Write(m),
        ExpiryVote m => ExpiryFormat.Write(m),
        ExpiryVerdict m => ExpiryFormat.Write(m),
        DigestOffer m => DigestFormat.Write(m),
        DigestEntries m => DigestFormat.Write(m),
        DigestContent m => DigestFormat.Write(m),
        DigestAnswer m => DigestFormat.Write(m),
        LeaseRequest m => LeaseFormat.Write(m),
        LeaseGrant m => LeaseFormat.Write(m),
        LeaseRefused m => LeaseFormat.Write(m),
        LeaseRelease m => LeaseFormat.Write(m),
        LeaseReleased m => LeaseFormat.Write(m),
        LeaseQuestion m => LeaseFormat.Write(m),
        LeaseReport m => LeaseFormat.Write(m),
        _ => throw new ArgumentException($"{message.GetType().Name} has no form on the wire.", nameof(message)),
    }).ToByteArray();

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="WireFormatException">Unknown manifest, malformed bytes, or over a limit. Nothing of it may be used.</exception>
    public static ISessionMessage Read(string manifest, ReadOnlyMemory<byte> bytes) => manifest switch
    {
        Manifests.ReplicationBatch => BatchFormat.ReadBatch(bytes.Span),
        Manifests.Cursors => BatchFormat.ReadCursors(bytes.Span),
        Manifests.RepairRequest => BatchFormat.ReadRepairRequest(bytes.Span),
        Manifests.RepairUnavailable => BatchFormat.ReadRepairUnavailable(bytes.Span),
        Manifests.Fragment => BatchFormat.ReadFragment(bytes.Span),
        Manifests.Hello => HandshakeFormat.ReadHello(bytes.Span),
        Manifests.Welcome => HandshakeFormat.ReadWelcome(bytes.Span),
        Manifests.HelloRefused => HandshakeFormat.ReadRefused(bytes.Span),
        Manifests.Probe => HandshakeFormat.ReadProbe(bytes.Span),
        Manifests.ProbeAck => HandshakeFormat.ReadProbeAck(bytes.Span),
        Manifests.ServiceOrder => ServiceFormat.ReadOrder(bytes.Span),
        Manifests.ServiceNotice => ServiceFormat.ReadNotice(bytes.Span),
        Manifests.TransferRequest => TransferFormat.ReadRequest(bytes.Span),
        Manifests.TransferPage => TransferFormat.ReadPage(bytes.Span),
        Manifests.TransferCredit => TransferFormat.ReadCredit(bytes.Span),
        Manifests.LookupRequest => TransferFormat.ReadLookupRequest(bytes.Span),
        Manifests.LookupReply => TransferFormat.ReadLookupReply(bytes.Span),
        Manifests.ExpiryProposal => ExpiryFormat.ReadProposal(bytes.Span),
        Manifests.ExpiryVote => ExpiryFormat.ReadVote(bytes.Span),
        Manifests.ExpiryVerdict => ExpiryFormat.ReadVerdict(bytes.Span),
        Manifests.DigestOffer => DigestFormat.ReadOffer(bytes.Span),
        Manifests.DigestEntries => DigestFormat.ReadEntries(bytes.Span),
        Manifests.DigestContent => DigestFormat.ReadContent(bytes.Span),
        Manifests.DigestAnswer => DigestFormat.ReadAnswer(bytes.Span),
        Manifests.LeaseRequest => LeaseFormat.ReadRequest(bytes.Span),
        Manifests.LeaseGrant => LeaseFormat.ReadGrant(bytes.Span),
        Manifests.LeaseRefused => LeaseFormat.ReadRefused(bytes.Span),
        Manifests.LeaseRelease => LeaseFormat.ReadRelease(bytes.Span),
        Manifests.LeaseReleased => LeaseFormat.ReadReleased(bytes.Span),
        Manifests.LeaseQuestion => LeaseFormat.ReadQuestion(bytes.Span),
        Manifests.LeaseReport => LeaseFormat.ReadReport(bytes.Span),
        _ => throw new WireFormatException($"Unknown session manifest '{(manifest.Length <= 8 ? manifest : manifest[..8] + "…")}'."),
    };
}
