namespace Akka.Sessions;

/// <summary>How many members must hold a commit before it is acknowledged. Levels count the members of the view, this one included.</summary>
public enum CommitLevel
{
    /// <summary>This member only; the others get it in the background. A crash right after the answer may lose it.</summary>
    None = 0,

    /// <summary>One other member, or this node alone when it is the only member (the receipt says so).</summary>
    One = 1,

    /// <summary>More than half of the members, this one counted.</summary>
    Majority = 2,

    /// <summary>Every member. Fails while a member is unreachable.</summary>
    All = 3,
}
