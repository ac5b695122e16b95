using System.Globalization;

namespace Akka.Actor;

/// <summary>
/// Where an actor system is: <c>akka.tcp://system@host:port</c>, or <c>akka://system</c> for "this one here". Immutable.
/// </summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable
{
    /// <summary>Orders addresses by protocol, system, host and port.</summary>
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create((a, b) => a is null ? (b is null ? 0 : -1) : a.CompareTo(b));

    public static readonly Address AllSystems = new("akka", "all-systems");

    private readonly int _hash;
    private string _text;

    public Address(string protocol, string system, string host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
        _hash = HashCode.Combine(Protocol, System, Host, Port);
    }

    public string Protocol { get; }

    public string System { get; }

    public string Host { get; }

    public int? Port { get; }

    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    public bool HasGlobalScope => !HasLocalScope;

    public static Address Parse(string address) =>
        TryParse(address, out var parsed) ? parsed : throw new UriFormatException($"'{address}' is not an address like akka.tcp://system@host:port.");

    public static bool TryParse(string path, out Address address) => TryParse(path.AsSpan(), out address);

    public static bool TryParse(ReadOnlySpan<char> span, out Address address) => TryParse(span, out address, out _);

    /// <summary>Parses the address at the start of a path; <paramref name="absolutUri"/> is what follows it, at least <c>/</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> span, out Address address, out ReadOnlySpan<char> absolutUri)
    {
        address = null;
        absolutUri = "/";
        var scheme = span.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !span.StartsWith("akka", StringComparison.OrdinalIgnoreCase)) return false;

        var authority = span[(scheme + 3)..];
        var slash = authority.IndexOf('/');
        if (slash >= 0)
        {
            absolutUri = authority[slash..];
            authority = authority[..slash];
        }

        if (authority.IsEmpty) return false;
        var protocol = span[..scheme].ToString();
        var at = authority.IndexOf('@');
        if (at < 0)
        {
            // Without a system in front of it, host and port mean nothing.
            if (authority.Contains(':')) return false;
            address = new Address(protocol, authority.ToString());
            return true;
        }

        var hostPort = authority[(at + 1)..];
        var colon = hostPort.LastIndexOf(':');
        if (at == 0 || colon <= 0 || hostPort.LastIndexOf(']') > colon
            || !int.TryParse(hostPort[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > ushort.MaxValue) return false;
        address = new Address(protocol, authority[..at].ToString(), hostPort[..colon].ToString(), port);
        return true;
    }

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public Address WithHost(string host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The address without its protocol.</summary>
    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public bool Equals(Address other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Port == other.Port
            && Host == other.Host && System == other.System && Protocol == other.Protocol);

    public override bool Equals(object obj) => obj is Address other && Equals(other);

    public override int GetHashCode() => _hash;

    public int CompareTo(Address other)
    {
        if (other is null) return 1;
        var order = string.CompareOrdinal(Protocol, other.Protocol);
        if (order == 0) order = string.CompareOrdinal(System, other.System);
        if (order == 0) order = string.CompareOrdinal(Host, other.Host);
        return order == 0 ? Nullable.Compare(Port, other.Port) : order;
    }

    int IComparable.CompareTo(object obj) =>
        obj is null or Address ? CompareTo((Address)obj) : throw new ArgumentException($"An address cannot be compared with {obj.GetType()}.", nameof(obj));

    public override string ToString() => _text ??= HasLocalScope
        ? $"{Protocol}://{System}"
        : string.Create(CultureInfo.InvariantCulture, $"{Protocol}://{System}@{Host}{(Port is { } port ? $":{port}" : "")}");

    public static bool operator ==(Address left, Address right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Address left, Address right) => !(left == right);
}
