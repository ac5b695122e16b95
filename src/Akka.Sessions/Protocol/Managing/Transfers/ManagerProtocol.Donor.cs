using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>The donor's side of state transfer: a page for every credit, so that a slow joiner costs this node no memory.</summary>
internal sealed partial class ManagerProtocol
{
    private static readonly TimeSpan DonorPatience = TimeSpan.FromMinutes(1);

    private readonly Dictionary<long, Donation> _donations = [];

    private void OnTransferRequest(TransferRequest request)
    {
        if (!IsMet(request.Joiner)) return;
        if (!_donations.TryGetValue(request.TransferId, out var donation))
        {
            ForgetDonations(request.Joiner);
            _log.Donating(request.Joiner, _board.Sessions.LiveCount);
            _donations[request.TransferId] = donation = new(NewDonor(request));
        }

        donation.Since = Now;
        Send(request.Joiner, donation.Donor.First());
    }

    private void OnCredit(TransferCredit credit)
    {
        if (!_donations.TryGetValue(credit.TransferId, out var donation)) return;
        donation.Since = Now;
        if (donation.Donor.OnCredit(credit) is { } page) Send(donation.Donor.Request.Joiner, page);
        if (donation.Donor.IsDone) _donations.Remove(credit.TransferId);
    }

    // The cursors first: what is written after them comes to the joiner in batches.
    private TransferDonor NewDonor(TransferRequest request)
    {
        StreamCursor[] cursors = [new(OwnStream, _published), .. OwnCursors];
        return new(request, cursors, _joiner.IsComplete, _board.Sessions.Ids, Encode, _settings.Transfer.PageSize);
    }

    private ReadOnlyMemory<byte> Encode(SessionId id) =>
        _board.Sessions.TryGet(id, out var handle) && handle.WholeAt(Moment.Uptime) is { State.IsEmpty: false } whole
            ? PieceCodec.Write(whole, PieceCodec.NoAuthor)
            : default(ReadOnlyMemory<byte>);

    private void ForgetDonations(MemberId joiner)
    {
        foreach (var (id, _) in _donations.Where(entry => entry.Value.Donor.Request.Joiner == joiner).ToArray()) _donations.Remove(id);
    }

    private void ForgetOldDonations()
    {
        foreach (var (id, _) in _donations.Where(entry => Now - entry.Value.Since >= DonorPatience).ToArray()) _donations.Remove(id);
    }

    private sealed class Donation(TransferDonor donor)
    {
        public TransferDonor Donor { get; } = donor;

        public DateTimeOffset Since { get; set; }
    }
}
