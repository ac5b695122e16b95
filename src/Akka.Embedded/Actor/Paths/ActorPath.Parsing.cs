using System.Globalization;

namespace Akka.Actor;

public abstract partial class ActorPath
{
    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"'{path}' is not a path like akka://system/user/name.");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        if (string.IsNullOrEmpty(path) || !Address.TryParse(path, out var address, out var rest)) return false;
        return TryParse(new RootActorPath(address), rest, out actorPath);
    }

    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath actorPath) =>
        TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, out ActorPath actorPath)
    {
        actorPath = basePath;
        foreach (var range in absoluteUri.Split('/'))
        {
            var element = absoluteUri[range];
            if (!element.IsEmpty) actorPath /= element.ToString();
        }

        return true;
    }

    public static bool TryParseAddress(string path, out Address address) => Address.TryParse(path, out address);

    public static bool TryParseAddress(string path, out Address address, out ReadOnlySpan<char> absoluteUri) =>
        Address.TryParse(path, out address, out absoluteUri);

    /// <summary>Whether <paramref name="s"/> may be an actor's name: letters, digits, <see cref="ValidSymbols"/> and <c>%hh</c>, no <c>$</c> in front.</summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$') return false;
        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            if (char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c)) continue;
            if (c != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2])) return false;
            i += 2;
        }

        return true;
    }

    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join('/', pathElements);

    /// <summary>Parts <c>name#uid</c>; the uid is 0 where there is none.</summary>
    internal static (string Name, long Uid) SplitUid(string element)
    {
        var hash = element.LastIndexOf('#');
        return hash >= 0 && long.TryParse(element.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
            ? (element[..hash], uid)
            : (element, 0);
    }
}
