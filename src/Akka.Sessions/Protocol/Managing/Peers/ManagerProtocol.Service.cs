using Akka.Sessions.Messages;

namespace Akka.Sessions.Protocol;

/// <summary>Who is out of service, told to all; and taking another member out of it, or putting it back, because a person says so.</summary>
internal sealed partial class ManagerProtocol
{
    private static readonly TimeSpan NoticeInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoticePatience = NoticeInterval * 4;

    private readonly Dictionary<MemberId, DateTimeOffset> _heardAside = [];
    private DateTimeOffset _noticed = DateTimeOffset.MinValue;

    private bool IsAside(MemberId member) => _heardAside.TryGetValue(member, out var heard) && Now - heard < NoticePatience;

    private void OnServiceRequest(ServiceRequest request)
    {
        var isThere = _view.TryFind(request.Member, out var found) && found.IsReachable && IsMet(request.Member);
        if (isThere) Send(request.Member, new ServiceOrder(_self, request.StandAside));
        request.Sent.TrySetResult(isThere);
    }

    // The last one stays, whoever says otherwise: somebody has to serve.
    private void OnServiceOrder(ServiceOrder order)
    {
        if (!IsMet(order.Member)) return;
        if (order.StandAside && !_view.ReachableOthers.Any(member => IsMet(member.Id) && !IsAside(member.Id)))
        {
            _log.OrderRefused(order.Member);
            return;
        }

        _log.ServiceOrdered(order.Member, order.StandAside);
        _board.ServiceOrdered(order.StandAside);
    }

    private void OnServiceNotice(ServiceNotice notice)
    {
        if (IsMet(notice.Member)) _heardAside[notice.Member] = Now;
    }

    private void TellService()
    {
        if (!(_board.IsAside || _isStopping) || Now - _noticed < NoticeInterval) return;
        _noticed = Now;
        foreach (var member in _view.ReachableOthers) Send(member.Id, new ServiceNotice(_self));
    }
}
