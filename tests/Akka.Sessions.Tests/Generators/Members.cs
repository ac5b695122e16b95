using Akka.Sessions.Model;

namespace Akka.Sessions.Tests.Generators;

/// <summary>Members and views for tests: A is this member.</summary>
internal static class Members
{
    public static readonly MemberId A = new("akka.tcp://shop@10.0.0.1:4053", 11);
    public static readonly MemberId B = new("akka.tcp://shop@10.0.0.2:4053", 12);
    public static readonly MemberId C = new("akka.tcp://shop@10.0.0.3:4053", 13);
    public static readonly MemberId D = new("akka.tcp://shop@10.0.0.4:4053", 14);

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static View View(params MemberId[] others) => new(A, [new(A), .. others.Select(m => new ViewMember(m))]);

    public static View View(params ViewMember[] others) => new(A, [new(A), .. others]);

    public static ViewMember Unreachable(MemberId member) => new(member, IsReachable: false);

    public static ViewMember Refused(MemberId member) => new(member, IsRefused: true);

    public static ViewMember Is(MemberId member, MemberStanding standing) => new(member, standing);

    public static DateTimeOffset After(double milliseconds) => Now.AddMilliseconds(milliseconds);
}
