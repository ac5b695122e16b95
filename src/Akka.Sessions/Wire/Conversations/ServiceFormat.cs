using Akka.Sessions.Messages;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>Who is out of service, and who is to be.</summary>
internal static class ServiceFormat
{
    public static IMessage Write(ServiceOrder order) =>
        new Format.Service { Member = CommonFormat.Member(order.Member), StandAside = order.StandAside };

    public static IMessage Write(ServiceNotice notice) => new Format.Service { Member = CommonFormat.Member(notice.Member) };

    public static ServiceOrder ReadOrder(ReadOnlySpan<byte> bytes)
    {
        var service = Service(bytes);
        return new(CommonFormat.Member(service.Member), service.StandAside);
    }

    public static ServiceNotice ReadNotice(ReadOnlySpan<byte> bytes) => new(CommonFormat.Member(Service(bytes).Member));

    private static Format.Service Service(ReadOnlySpan<byte> bytes) => Parsing.Read(Format.Service.Parser, bytes, "service");
}
