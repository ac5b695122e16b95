using Akka.Sessions.Messages;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Protocol;

/// <summary>What the actors log: ids 2000 to 2999. A session prints as the hash of its id; values are never logged.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error, "A message of type {Type} failed and is dropped; the sessions go on")]
    public static partial void MessageFailed(this ILogger log, string type, Exception cause);

    [LoggerMessage(2002, LogLevel.Error, "A piece of session {Session} could not be merged and is dropped")]
    public static partial void PieceFailed(this ILogger log, SessionId session, Exception cause);

    [LoggerMessage(2003, LogLevel.Error, "Batch {Number} of stream {Stream} cannot be read and is dropped; is that member of another release?")]
    public static partial void BatchUnreadable(this ILogger log, StreamId stream, long number, Exception cause);

    [LoggerMessage(2005, LogLevel.Warning, "A write by {Writer} comes from {Ahead} in the future, as {Count} so far: the clocks of the members differ by more than akka.sessions.max-clock-skew, set them (NTP)")]
    public static partial void ClockAhead(this ILogger log, string writer, TimeSpan ahead, long count);

    [LoggerMessage(2006, LogLevel.Warning, "More than {Most} ended sessions are remembered (akka.sessions.max-tombstones): the oldest is forgotten early")]
    public static partial void TombstoneDroppedEarly(this ILogger log, int most);

    [LoggerMessage(2007, LogLevel.Error, "What a message of type {Type} holds cannot be read and is dropped, as are others like it for now; is that member of another release?")]
    public static partial void MessageUnreadable(this ILogger log, string type, Exception cause);

    [LoggerMessage(2008, LogLevel.Error, "A message of type {Type} from {Sender} speaks in the name of another member and is dropped, as are others like it for now")]
    public static partial void MessageForged(this ILogger log, string type, string sender);

    [LoggerMessage(2010, LogLevel.Information, "The view has {Members} members, {Unreachable} of them unreachable")]
    public static partial void ViewChanged(this ILogger log, int members, int unreachable);

    [LoggerMessage(2011, LogLevel.Information, "Ready: {Ready} (members: {Members}, sessions here: {Sessions})")]
    public static partial void ReadinessChanged(this ILogger log, bool ready, int members, int sessions);

    [LoggerMessage(2014, LogLevel.Information, "{Sender} has this node stand aside: {IsAside}")]
    public static partial void ServiceOrdered(this ILogger log, MemberId sender, bool isAside);

    [LoggerMessage(2015, LogLevel.Warning, "{Sender} wants this node to stand aside, and it does not: no other member in service can be reached from here")]
    public static partial void OrderRefused(this ILogger log, MemberId sender);

    [LoggerMessage(2012, LogLevel.Error, "{Self} was removed from the cluster: it was downed by the others, or downed itself. Look at the network, and for long pauses")]
    public static partial void RemovedFromCluster(this ILogger log, MemberId self);

    [LoggerMessage(2013, LogLevel.Warning, "Not in a cluster after {Elapsed}: none of the seed nodes {Seeds} lets this node in. Are they running, and reachable from here (akka.cluster.seed-nodes)?")]
    public static partial void NotInCluster(this ILogger log, TimeSpan elapsed, string seeds);

    [LoggerMessage(2020, LogLevel.Information, "Met {Member}")]
    public static partial void Met(this ILogger log, MemberId member);

    [LoggerMessage(2021, LogLevel.Error, "{Member} is left out: {Reason}")]
    public static partial void HelloRefusedHere(this ILogger log, MemberId member, string reason);

    [LoggerMessage(2022, LogLevel.Error, "{Member} leaves this member out: {Reason}")]
    public static partial void HelloRefusedThere(this ILogger log, MemberId member, string reason);

    [LoggerMessage(2023, LogLevel.Warning, "{Member} has not answered for {Elapsed}. If it holds no sessions, give those that do a role (akka.sessions.role)")]
    public static partial void NoAnswerToHello(this ILogger log, MemberId member, TimeSpan elapsed);

    [LoggerMessage(2024, LogLevel.Error, "{Key} is {Value} here and {MemberValue} on {Member}; it must be the same on every member. Both go on serving")]
    public static partial void SettingDiffers(this ILogger log, string key, string value, MemberId member, string memberValue);

    [LoggerMessage(2034, LogLevel.Warning, "Stream {Stream}: its origin is gone and nobody has what follows {Cursor}, though {LastKnown} is known of. What was not acknowledged to anyone is lost with the origin")]
    public static partial void BatchesLost(this ILogger log, StreamId stream, long cursor, long lastKnown);

    [LoggerMessage(2030, LogLevel.Information, "Asking {Member} for batches {From} to {To} of stream {Stream}")]
    public static partial void AskingForRepair(this ILogger log, StreamId stream, long from, long to, MemberId member);

    [LoggerMessage(2031, LogLevel.Warning, "Stream {Stream}: {Cursor} batches are here and the next that is still kept is {FirstHeld}; what is missing is found by comparing with {Member}")]
    public static partial void BatchesGone(this ILogger log, StreamId stream, long cursor, long firstHeld, MemberId member);

    [LoggerMessage(2032, LogLevel.Debug, "Compared with {Member}: {Differing} sessions differed")]
    public static partial void Compared(this ILogger log, MemberId member, long differing);

    [LoggerMessage(2033, LogLevel.Information, "What was missing is here: {Differing} sessions differed from those of {Member}")]
    public static partial void MissingFound(this ILogger log, MemberId member, long differing);

    [LoggerMessage(2040, LogLevel.Information, "Asking for all sessions in {Shares} shares; members to ask: {Members}")]
    public static partial void TransferBegins(this ILogger log, int shares, int members);

    [LoggerMessage(2041, LogLevel.Information, "All sessions are here: {Shares} shares in {Pages} pages of {Bytes} bytes in all, {Sessions} sessions held")]
    public static partial void Transferred(this ILogger log, int shares, int pages, long bytes, int sessions);

    [LoggerMessage(2042, LogLevel.Debug, "Sending share {Share} of {Shares} to {Member}")]
    public static partial void Donating(this ILogger log, MemberId member, int share, int shares);

    [LoggerMessage(2043, LogLevel.Error, "Page {Page} of share {Share} cannot be read and is asked for again; is that member of another release?")]
    public static partial void PageUnreadable(this ILogger log, int share, int page, Exception cause);

    [LoggerMessage(2050, LogLevel.Information, "Back: {Brought} sessions that this node held before it was removed are merged, {Sessions} live ones are here now")]
    public static partial void Brought(this ILogger log, int brought, int sessions);

    [LoggerMessage(2051, LogLevel.Warning,
        "{Sessions} sessions that this node held before it was removed are left behind: it was out of touch for more than {Limit}, half of akka.sessions.tombstone-retention ({Retention}), so the others may have forgotten which of them ended")]
    public static partial void LeftBehind(this ILogger log, int sessions, TimeSpan limit, TimeSpan retention);

    [LoggerMessage(2044, LogLevel.Debug, "Asking {Member} for share {Share} of {Shares} (where another stopped: {Resumed})")]
    public static partial void AskingForShare(this ILogger log, MemberId member, int share, int shares, bool resumed);
}
