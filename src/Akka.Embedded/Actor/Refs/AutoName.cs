namespace Akka.Actor;

/// <summary>Names for actors that were given none: <c>$a</c>, <c>$b</c>, … in base 64.</summary>
internal static class AutoName
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static string Of(long number)
    {
        Span<char> name = stackalloc char[12];
        name[0] = '$';
        var length = 1;
        do
        {
            name[length++] = Digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number != 0);
        return name[..length].ToString();
    }
}
