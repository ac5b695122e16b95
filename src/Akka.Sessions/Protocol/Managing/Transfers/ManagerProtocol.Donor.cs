using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>The donor's side of state transfer: a page for every credit, so that a slow joiner costs this node no memory.</summary>
internal sealed partial class ManagerProtocol
{
    // Of each a list of ids and a page are held, so that some megabytes are enough however many join at once.
    private const int MaxDonations = 16;

    private readonly Donations _donations;

    private Donations NewDonations() => new(MaxDonations, _settings.Transfer.PageTimeout, NewDonor);

    private void OnTransferRequest(TransferRequest request, MemberId? from)
    {
        if (request.Joiner == from) Send(_donations.OnRequest(request, Now));
    }

    private void OnCredit(TransferCredit credit, MemberId? from)
    {
        if (from is { } joiner) Send(_donations.OnCredit(joiner, credit, Now));
    }

    private void Send(IReadOnlyList<PageFor> pages)
    {
        foreach (var (joiner, page) in pages) Send(joiner, page);
    }

    // The cursors first: what is written after them comes to the joiner in batches. Settled streams are told too, lest a joiner that hears of
    // them from another donor think that they are unknown here, and ask for batches that nobody keeps.
    private TransferDonor NewDonor(TransferRequest request)
    {
        _log.Donating(request.Joiner, request.Share, request.ShareCount);
        var settled = _settled.Where(entry => !_inboxes.ContainsKey(entry.Key)).Select(entry => new StreamCursor(entry.Key, entry.Value));
        StreamCursor[] cursors = [new(OwnStream, _published), .. OwnCursors, .. settled];
        return new(request, cursors, IsComplete, _board.Sessions.Ids, Encode, _settings.Transfer.PageSize);
    }

    private ReadOnlyMemory<byte> Encode(SessionId id) =>
        _board.Sessions.TryGet(id, out var handle) && handle.WholeAt(Moment.Uptime) is { State.IsEmpty: false } whole
            ? PieceCodec.Write(whole, PieceCodec.NoAuthor)
            : default(ReadOnlyMemory<byte>);
}
