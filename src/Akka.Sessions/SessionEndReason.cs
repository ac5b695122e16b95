namespace Akka.Sessions;

/// <summary>Why a session is no more.</summary>
public enum SessionEndReason
{
    /// <summary>It timed out.</summary>
    Expired = 1,

    /// <summary>Its id was changed; its content lives on under the new one.</summary>
    Moved = 2,

    /// <summary>The application ended it.</summary>
    Invalidated = 3,
}
