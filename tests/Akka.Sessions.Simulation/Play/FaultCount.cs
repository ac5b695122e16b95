namespace Akka.Sessions.Simulation.Play;

/// <summary>What was done to one cluster, or to many.</summary>
internal sealed class FaultCount
{
    public long Lost { get; set; }

    public long Duplicated { get; set; }

    public long Reordered { get; set; }

    public long Crashes { get; set; }

    public long Restarts { get; set; }

    public long Splits { get; set; }

    public long OneWaySplits { get; set; }

    public long Pauses { get; set; }

    public long ClockJumps { get; set; }

    public long Leaves { get; set; }

    public long Downings { get; set; }

    public long LeftBehind { get; set; }

    public void Add(FaultCount other)
    {
        Lost += other.Lost;
        Duplicated += other.Duplicated;
        Reordered += other.Reordered;
        Crashes += other.Crashes;
        Restarts += other.Restarts;
        Splits += other.Splits;
        OneWaySplits += other.OneWaySplits;
        Pauses += other.Pauses;
        ClockJumps += other.ClockJumps;
        Leaves += other.Leaves;
        Downings += other.Downings;
        LeftBehind += other.LeftBehind;
    }

    public override string ToString() =>
        $"{Lost} messages lost, {Duplicated} duplicated, {Reordered} out of order; {Crashes} crashes, {Restarts} restarts, {Leaves} leaves, "
        + $"{Splits} splits and {OneWaySplits} one-way ones, {Downings} downings ({LeftBehind} left their sessions behind), {Pauses} pauses, {ClockJumps} clock jumps";
}
