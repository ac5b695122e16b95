using Akka.Sessions.Model;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>What an earlier life of this node, in the same process, held when it was removed from its cluster.</summary>
/// <param name="Sessions">Its sessions as it published them last.</param>
/// <param name="Contact">When it knew all that the others knew.</param>
internal sealed record FormerLife(SessionHandles Sessions, LastContact? Contact)
{
    /// <summary>Whether nothing that ended elsewhere could come back with it.</summary>
    public bool MayReturnWhole(View view, Moment now, TimeSpan limit) => Contact?.IsRecentFor(view, now, limit) ?? false;

    /// <summary>What goes along: everything, or only what ended there, which can bring nothing back.</summary>
    /// <remarks>In an order that does not hang on the process: a history that is played again takes the same course.</remarks>
    public IEnumerable<SessionHandle> ToBring(bool isWhole) =>
        Sessions.All.Where(handle => isWhole || handle.State.IsEnded).OrderBy(handle => StableHash.Of(handle.Id));
}
