namespace Akka.Sessions.Messages;

/// <summary>Whatever one session manager says to another. Each has its manifest in Wire and golden bytes in the tests.</summary>
internal interface ISessionMessage;
