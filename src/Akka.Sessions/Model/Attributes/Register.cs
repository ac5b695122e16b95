using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>One value and the stamp of its write; the later write stays. A register that nobody has written is <see langword="null"/>.</summary>
internal sealed record Register<T>(T Value, Stamp Stamp)
{
    /// <summary>The later write; of equal stamps the greater value, so that every member decides alike.</summary>
    public static Register<T>? Merge(Register<T>? a, Register<T>? b)
    {
        if (a is null || b is null || ReferenceEquals(a, b)) return a ?? b;
        var order = a.Stamp.CompareTo(b.Stamp);
        if (order == 0) order = RegisterOrder.Compare(a.Value, b.Value);
        return order >= 0 ? a : b;
    }
}

/// <summary>The order of register values: strings by their code units, never by a culture that two nodes may not share.</summary>
internal static class RegisterOrder
{
    public static int Compare<T>(T a, T b) => a is string || b is string
        ? string.CompareOrdinal(a as string, b as string)
        : Comparer<T>.Default.Compare(a, b);
}
