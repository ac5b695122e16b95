using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Util;
using Google.Protobuf.Collections;

namespace Akka.Cluster.Wire;

/// <summary>Turns what came from the network into values, or refuses it: every count, length, index and number is checked.</summary>
internal static class WireReader
{
    private const int MaxEntries = 10_000;
    private const int MaxRolesOfMember = 256;
    private const int MaxText = 255;

    public static Address Address(AddressProto? proto)
    {
        if (proto is null) throw Broken("an address is missing");
        if (proto.Port is 0 or > ushort.MaxValue) throw Broken($"an address has port {proto.Port}");
        return new Address(Text(proto.Protocol, "protocol"), Text(proto.System, "system name"), Text(proto.Host, "host"), (int)proto.Port);
    }

    public static UniqueAddress Node(NodeProto? proto) =>
        proto is null ? throw Broken("a node is missing") : new UniqueAddress(Address(proto.Address), proto.Uid);

    public static AppVersion Version(string text)
    {
        if (text.Length > MaxText) throw Broken($"an application version of {text.Length} characters; at most {MaxText}");
        return AppVersion.Create(text);
    }

    public static string Text(string text, string what)
    {
        if (text.Length is 0 or > MaxText) throw Broken($"a {what} of {text.Length} characters; 1 to {MaxText} are allowed");
        return text;
    }

    public static RepeatedField<T> Bounded<T>(RepeatedField<T> entries, string what) => Bounded(entries, MaxEntries, what);

    public static RepeatedField<T> RolesOfMember<T>(RepeatedField<T> roles) => Bounded(roles, MaxRolesOfMember, "roles of a member");

    public static T At<T>(IReadOnlyList<T> table, uint index, string what) =>
        index < table.Count ? table[(int)index] : throw Broken($"{what} {index} of a table of {table.Count}");

    private static RepeatedField<T> Bounded<T>(RepeatedField<T> entries, int limit, string what) =>
        entries.Count <= limit ? entries : throw Broken($"{entries.Count} {what}; at most {limit}");

    public static SerializationException Broken(string why) => new($"Broken cluster message: {why}.");
}
