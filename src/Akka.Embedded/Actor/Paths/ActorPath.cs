using System.Globalization;
using System.Text;

namespace Akka.Actor;

/// <summary>
/// The way to an actor from the root of its system. Paths are equal without regard to <see cref="Uid"/>, which tells incarnations apart:
/// it is 0 where no particular incarnation is meant.
/// </summary>
public abstract partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>The characters besides ASCII letters, digits and <c>%hh</c> that a name may have.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Address = parentPath.Address;
        Parent = parentPath;
        Depth = parentPath.Depth + 1;
        Name = name;
        Uid = uid;
    }

    public Address Address { get; }

    public string Name { get; }

    public long Uid { get; }

    public int Depth { get; }

    /// <summary>The path above; a root's is the root itself.</summary>
    public ActorPath Parent => field ?? this;

    public ActorPath Root => ParentOf(0);

    /// <summary>The names from below the root down to this actor.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            for (var path = this; path.Depth > 0; path = path.Parent) elements[path.Depth - 1] = path.Name;
            return elements;
        }
    }

    /// <summary>The ancestor at <paramref name="depth"/>; a negative depth counts upwards from here.</summary>
    public ActorPath ParentOf(int depth)
    {
        var target = depth < 0 ? Math.Max(0, Depth + depth) : depth;
        var path = this;
        while (path.Depth > target) path = path.Parent;
        return path;
    }

    public ActorPath Child(string childName) => this / childName;

    public ActorPath WithUid(long uid) => uid == Uid || Depth == 0 ? this : new ChildActorPath(Parent, Name, uid);

    public bool Equals(ActorPath other)
    {
        var mine = this;
        while (!ReferenceEquals(mine, other))
        {
            if (other is null || mine.Depth != other.Depth || mine.Name != other.Name) return false;
            if (mine.Depth == 0) return mine.Address.Equals(other.Address);
            mine = mine.Parent;
            other = other.Parent;
        }

        return true;
    }

    public override bool Equals(object obj) => obj is ActorPath other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var path = this; path.Depth > 0; path = path.Parent) hash.Add(path.Name, StringComparer.Ordinal);
        hash.Add(Address);
        return hash.ToHashCode();
    }

    public int CompareTo(ActorPath other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString() => ToStringWithAddress();

    public string ToStringWithoutAddress() => Append(new StringBuilder()).ToString();

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>The path under <paramref name="address"/>, unless it already says which host it is on.</summary>
    public string ToStringWithAddress(Address address) =>
        Append(new StringBuilder((Address.HasGlobalScope ? Address : address).ToString())).ToString();

    public string ToStringWithUid() => WithUidSuffix(ToStringWithAddress());

    public string ToSerializationFormat() => ToStringWithUid();

    public string ToSerializationFormatWithAddress(Address address) => WithUidSuffix(ToStringWithAddress(address));

    public static ActorPath operator /(ActorPath path, string name)
    {
        var (element, uid) = SplitUid(name);
        return element.Length == 0 ? path : new ChildActorPath(path, element, uid);
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) => name.Aggregate(path, (parent, element) => parent / element);

    public static bool operator ==(ActorPath left, ActorPath right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath left, ActorPath right) => !(left == right);

    private string WithUidSuffix(string text) => Uid == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}#{Uid}");

    private StringBuilder Append(StringBuilder text)
    {
        if (Depth == 0) return text.Append('/').Append(Name);
        if (Depth == 1) Parent.Append(text);
        else Parent.Append(text).Append('/');
        return text.Append(Name);
    }
}

/// <summary>The path of a system's root.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);

/// <summary>A path below another.</summary>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);
