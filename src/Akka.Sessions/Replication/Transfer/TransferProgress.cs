namespace Akka.Sessions.Replication;

/// <summary>How far a state transfer is: for the log, the meter and the health data.</summary>
/// <param name="SharesIn">Shares of the id space that are here whole.</param>
/// <param name="Shares">Shares in all.</param>
/// <param name="Pages">Pages received.</param>
/// <param name="Bytes">Bytes of sessions in them.</param>
/// <param name="Donors">Members that are giving now.</param>
internal readonly record struct TransferProgress(int SharesIn, int Shares, int Pages, long Bytes, int Donors)
{
    public bool IsComplete => SharesIn == Shares;
}
