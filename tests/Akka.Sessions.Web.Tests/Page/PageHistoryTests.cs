using Akka.Sessions.Web.Page;

namespace Akka.Sessions.Web.Tests.Page;

/// <summary>The figures behind the chart.</summary>
public sealed class PageHistoryTests
{
    private readonly HandClock _clock = new();
    private readonly PageHistory _history;

    public PageHistoryTests() => _history = new(_clock);

    [Fact]
    public void It_keeps_a_bounded_number_whoever_looks_and_for_how_long()
    {
        for (var look = 0; look < 10_000; look++)
        {
            Assert.InRange(_history.Note(Figures(look)).Count, 1, 300);
            _clock.Pass(TimeSpan.FromMilliseconds(look % 2 == 0 ? 10 : 990));
        }

        var kept = _history.Note(Figures(0));
        Assert.Equal(300, kept.Count);
        Assert.InRange(_history.AgeOf(kept[0]), TimeSpan.FromSeconds(299), TimeSpan.FromSeconds(301));
    }

    [Fact]
    public void A_rate_is_the_average_of_the_last_seconds_and_of_the_gap_after_nobody_looked()
    {
        Assert.Equal(default, _history.RatesOf(_history.Note(Figures(0))));
        _clock.Pass(TimeSpan.FromSeconds(100));
        Assert.Equal(2, _history.RatesOf(_history.Note(Figures(200))).Created);

        for (var second = 1; second <= 10; second++)
        {
            _clock.Pass(TimeSpan.FromSeconds(1));
            _history.Note(Figures(200 + (7 * second)));
        }

        Assert.Equal(7, _history.RatesOf(_history.Note(Figures(0))).Created);
    }

    [Fact]
    public void What_was_forgotten_with_a_member_that_left_is_no_negative_rate()
    {
        _history.Note(Figures(100));
        _clock.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(0, _history.RatesOf(_history.Note(Figures(50))).Created);
    }

    private static SessionStatistics Figures(long created) => new()
    {
        Active = 0, MostActive = 0, Created = created, Expired = 0, Invalidated = 0, IdChanges = 0, Rejected = 0,
        RefusedAttributes = new Dictionary<string, long>(StringComparer.Ordinal), LongestLife = default, AverageLife = default,
        DroppedEvents = 0,
        LookupsNotAsked = 0, RefusedMessages = 0, Gaps = 0, RepairsAsked = 0, RepairsServed = 0, RetainedBytes = 0, Tombstones = 0,
        WritesFromTheFuture = 0, DifferingSettings = 0, IsTransferred = true, TransferSharesIn = 0, TransferShares = 0, TransferPages = 0,
        TransferBytes = 0,
        DigestsCompared = 0, DigestsDiffering = 0, Messages = new Dictionary<string, MessageCount>(StringComparer.Ordinal), BytesIn = 0,
        BytesOut = 0, Peers = [],
    };

    private sealed class HandClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
