namespace Akka.Sessions.Web.Page;

/// <summary>The figures of the last minutes, for the chart. Taken only while somebody looks, at most one a second; a bounded number.</summary>
internal sealed class PageHistory(TimeProvider clock)
{
    /// <summary>How far back the chart reaches.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int Capacity = 300;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<PageSample> _samples = new(Capacity);
    private PageSample? _last;

    /// <summary>Notes the figures of now, if the last ones are old enough; returns all that are kept, the oldest first.</summary>
    public IReadOnlyList<PageSample> Note(SessionStatistics statistics)
    {
        lock (_gate)
        {
            var at = clock.GetTimestamp();
            if (_last is null || clock.GetElapsedTime(_last.At, at) >= Interval)
            {
                if (_samples.Count == Capacity) _samples.Dequeue();
                _samples.Enqueue(_last = PageSample.Of(at, statistics));
            }

            return [.. _samples];
        }
    }

    public TimeSpan AgeOf(PageSample sample) => clock.GetElapsedTime(sample.At);

    /// <summary>What happened in a second, on the average of the last few.</summary>
    public PageRates RatesOf(IReadOnlyList<PageSample> samples)
    {
        if (samples.Count < 2) return default;
        var last = samples[^1];
        var first = samples.SkipLast(1).LastOrDefault(sample => clock.GetElapsedTime(sample.At, last.At) >= RateWindow, samples[0]);
        return Between(first, last);
    }

    public PageRates Between(PageSample first, PageSample last)
    {
        var seconds = clock.GetElapsedTime(first.At, last.At).TotalSeconds;
        return new(
            Rate(sample => sample.Created), Rate(sample => sample.Ended), Rate(sample => sample.MessagesIn),
            Rate(sample => sample.MessagesOut), Rate(sample => sample.BytesIn), Rate(sample => sample.BytesOut));

        // What was counted with a member is forgotten with it.
        double Rate(Func<PageSample, long> figure) => seconds > 0 ? Math.Max(0, figure(last) - figure(first)) / seconds : 0;
    }
}

/// <summary>Figures of one moment.</summary>
internal sealed record PageSample(
    long At, int Sessions, long Created, long Ended, long MessagesIn, long MessagesOut, long BytesIn, long BytesOut)
{
    public static PageSample Of(long at, SessionStatistics statistics) => new(
        at, statistics.Active, statistics.Created, statistics.Expired + statistics.Invalidated,
        statistics.Messages.Values.Sum(count => count.Received), statistics.Messages.Values.Sum(count => count.Sent),
        statistics.BytesIn, statistics.BytesOut);
}

/// <summary>What happens in a second, on this node.</summary>
internal readonly record struct PageRates(
    double Created, double Ended, double MessagesIn, double MessagesOut, double BytesIn, double BytesOut);
