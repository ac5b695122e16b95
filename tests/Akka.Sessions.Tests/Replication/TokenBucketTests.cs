using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class TokenBucketTests
{
    private readonly TokenBucket _bucket = new(perSecond: 10, burst: 3);

    [Fact]
    public void A_burst_passes_and_then_so_many_a_second()
    {
        Assert.Equal(3, Taken(Now, 5));
        Assert.Equal(0, Taken(After(99), 5));
        Assert.Equal(1, Taken(After(100), 5));
        Assert.Equal(2, Taken(After(300), 5));
    }

    [Fact]
    public void A_quiet_time_fills_it_to_the_burst_and_no_further()
    {
        Taken(Now, 3);

        Assert.Equal(3, Taken(After(60_000), 100));
    }

    [Fact]
    public void A_clock_that_is_set_back_adds_nothing_and_harms_nothing()
    {
        Taken(After(1000), 3);

        Assert.Equal(0, Taken(Now, 1));
        Assert.Equal(1, Taken(After(100), 5));
    }

    private int Taken(DateTimeOffset now, int tries) => Enumerable.Range(0, tries).Count(_ => _bucket.TryTake(now));
}
