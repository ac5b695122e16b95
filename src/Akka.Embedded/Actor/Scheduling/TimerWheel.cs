using System.Diagnostics;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// A hashed wheel: a ring of buckets, one a tick, each a list of what is due then or whole rounds later. Adding and cancelling cost the same however
/// many entries there are. One thread per system sleeps until the next bucket that has anything in it, so an idle system wakes for nothing.
/// </summary>
internal sealed class TimerWheel : IDisposable
{
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ScheduledEntry[] _buckets;
    private readonly TimeSpan _tick;
    private readonly ILoggingAdapter _log;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Thread _thread;
    private long _done;
    private long _sleepsUntil = long.MaxValue;
    private int _count;
    private bool _stopped;

    public TimerWheel(string system, TimeSpan tick, int ticksPerWheel, ILoggingAdapter log)
    {
        _tick = tick;
        _log = log;
        _buckets = new ScheduledEntry[Math.Max(2, ticksPerWheel)];
        _thread = new Thread(Run) { IsBackground = true, Name = $"{system}-scheduler" };
        _thread.Start();
    }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>The entries that are waiting.</summary>
    public int Count => Volatile.Read(ref _count);

    public ScheduledEntry Schedule(TimeSpan delay, Action action) => Schedule(new ActionEntry(action, null), delay, TimeSpan.Zero);

    /// <summary>Adds an entry that is due after <paramref name="delay"/>, never earlier, and then at every <paramref name="interval"/> unless that is zero.</summary>
    public ScheduledEntry Schedule(ScheduledEntry entry, TimeSpan delay, TimeSpan interval)
    {
        entry.Wheel = this;
        entry.IntervalTicks = interval <= TimeSpan.Zero ? 0 : Math.Max(1, interval.Ticks / _tick.Ticks);
        var due = (Elapsed + delay).Ticks / _tick.Ticks + 1;
        lock (_lock)
        {
            if (_stopped) throw new SchedulerException("The scheduler is shut down: its actor system has terminated.");
            entry.DueTick = Math.Max(due, _done + 1);
            Insert(entry);
            if (entry.DueTick < _sleepsUntil) _wake.Set();
        }

        return entry;
    }

    public void Remove(ScheduledEntry entry)
    {
        lock (_lock)
        {
            entry.IntervalTicks = 0;
            Unlink(entry);
        }
    }

    /// <summary>Drops everything and ends the thread.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            Array.Clear(_buckets);
        }

        _wake.Set();
        if (_thread != Thread.CurrentThread) _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        var due = new List<ScheduledEntry>();
        while (true)
        {
            var pause = TakeDue(due);
            if (pause is null) return;
            foreach (var entry in due) Fire(entry);
            if (due.Count == 0) _wake.WaitOne(pause.Value);
            due.Clear();
        }
    }

    /// <summary>Collects what is due by now and says how long there is nothing more to do; null once stopped.</summary>
    private TimeSpan? TakeDue(List<ScheduledEntry> due)
    {
        lock (_lock)
        {
            if (_stopped) return null;
            var now = Elapsed.Ticks / _tick.Ticks;
            // After a long sleep every bucket is looked at once at most.
            for (var tick = Math.Max(_done + 1, now - _buckets.Length + 1); tick <= now; tick++) TakeBucket(tick, now, due);
            // A bucket has what was due in earlier rounds, too, when the thread was held up for longer than a round.
            if (due.Count > 1) due.Sort(static (a, b) => a.DueTick.CompareTo(b.DueTick));
            _done = Math.Max(_done, now);
            _sleepsUntil = NextTick();
            return _sleepsUntil == long.MaxValue ? Timeout.InfiniteTimeSpan : Max(_tick * _sleepsUntil - Elapsed, TimeSpan.FromMilliseconds(1));
        }
    }

    private void TakeBucket(long tick, long now, List<ScheduledEntry> due)
    {
        for (var entry = _buckets[tick % _buckets.Length]; entry is not null;)
        {
            var next = entry.Next;
            if (entry.DueTick <= now)
            {
                Unlink(entry);
                due.Add(entry);
            }

            entry = next;
        }
    }

    /// <summary>The first tick whose bucket has anything, due then or later.</summary>
    private long NextTick()
    {
        if (_count == 0) return long.MaxValue;
        for (var tick = _done + 1; ; tick++)
        {
            if (_buckets[tick % _buckets.Length] is not null) return tick;
        }
    }

    private void Fire(ScheduledEntry entry)
    {
        // Before it runs, so that it may cancel itself; and only if nobody cancelled it since it was taken.
        if (entry.IntervalTicks > 0) Again(entry);
        try
        {
            entry.Fire();
        }
        catch (Exception e)
        {
            _log.Error(e, "A scheduled action threw {0}: {1}", e.GetType(), e.Message);
        }
    }

    private void Again(ScheduledEntry entry)
    {
        lock (_lock)
        {
            if (_stopped || entry.IntervalTicks == 0) return;
            entry.DueTick = Math.Max(entry.DueTick + entry.IntervalTicks, _done + 1);
            Insert(entry);
        }
    }

    private void Insert(ScheduledEntry entry)
    {
        ref var head = ref _buckets[entry.DueTick % _buckets.Length];
        entry.Previous = null;
        entry.Next = head;
        if (head is not null) head.Previous = entry;
        head = entry;
        _count++;
    }

    private void Unlink(ScheduledEntry entry)
    {
        ref var head = ref _buckets[entry.DueTick % _buckets.Length];
        if (entry.Previous is null && !ReferenceEquals(head, entry)) return;
        if (entry.Previous is null) head = entry.Next;
        else entry.Previous.Next = entry.Next;
        if (entry.Next is not null) entry.Next.Previous = entry.Previous;
        entry.Previous = entry.Next = null;
        _count--;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
