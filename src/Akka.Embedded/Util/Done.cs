namespace Akka;

/// <summary>The answer of something that has nothing else to say.</summary>
public sealed class Done
{
    private Done() { }

    public static readonly Done Instance = new();
}
