using Akka.Sessions.Messages;

namespace Akka.Sessions.Wire;

/// <summary>Cuts messages that are too big for a frame, and reads them when they are whole again.</summary>
internal static class Fragments
{
    /// <summary>
    /// The messages to send instead of <paramref name="message"/>: itself, when it fits in a frame; else its fragments.
    /// Everything a manager or replicator sends that carries a payload goes through here.
    /// </summary>
    public static IReadOnlyList<ISessionMessage> Of(ISessionMessage message, MemberId self, ref long lastMessageId) => throw new NotImplementedException();
}
