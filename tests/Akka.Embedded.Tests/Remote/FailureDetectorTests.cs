using Akka.Remote;

namespace Akka.Embedded.Tests.Remote;

public sealed class FailureDetectorTests
{
    private long _now;

    private PhiAccrualFailureDetector Phi(double threshold = 8, int acceptablePause = 0) => new(
        threshold, 100, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(acceptablePause), TimeSpan.FromSeconds(1), () => _now);

    [Fact]
    public void Nothing_is_suspected_before_the_first_heartbeat()
    {
        var detector = Phi();
        _now = 1_000_000;

        Assert.True(detector.IsAvailable);
        Assert.False(detector.IsMonitoring);
    }

    [Fact]
    public void Suspicion_grows_with_the_silence_and_ends_with_a_heartbeat()
    {
        var detector = Phi();
        for (var i = 0; i < 20; i++, _now += 1000) detector.HeartBeat();
        var suspicions = Enumerable.Range(0, 30).Select(_ => { _now += 100; return detector.Phi; }).ToList();

        Assert.Equal(suspicions.Order(), suspicions);
        Assert.False(detector.IsAvailable);
        detector.HeartBeat();
        Assert.True(detector.IsAvailable);
    }

    [Fact]
    public void The_acceptable_pause_is_silence_that_raises_no_suspicion()
    {
        var strict = Phi();
        var patient = Phi(acceptablePause: 3000);
        for (var i = 0; i < 20; i++, _now += 1000)
        {
            strict.HeartBeat();
            patient.HeartBeat();
        }
        _now += 2000;

        Assert.False(strict.IsAvailable);
        Assert.True(patient.IsAvailable);
        _now += 5000;
        Assert.False(patient.IsAvailable);
    }

    [Fact]
    public void The_silence_of_a_failure_is_not_learned_as_an_interval()
    {
        var detector = Phi();
        for (var i = 0; i < 20; i++, _now += 1000) detector.HeartBeat();
        _now += 1_000_000;
        detector.HeartBeat();
        _now += 3000;

        Assert.False(detector.IsAvailable);
    }

    [Fact]
    public void A_deadline_passes_after_interval_and_pause()
    {
        var detector = new DeadlineFailureDetector(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), () => _now);

        Assert.True(detector.IsAvailable);
        Assert.False(detector.IsMonitoring);
        detector.HeartBeat();
        _now += 3999;
        Assert.True(detector.IsAvailable);
        _now += 1;
        Assert.False(detector.IsAvailable);
        Assert.True(detector.IsMonitoring);
    }

    [Fact]
    public void The_registry_keeps_a_detector_for_each_resource()
    {
        var registry = new DefaultFailureDetectorRegistry<string>(
            () => new DeadlineFailureDetector(TimeSpan.Zero, TimeSpan.FromSeconds(1), () => _now));
        registry.Heartbeat("a");
        _now += 5000;
        registry.Heartbeat("b");

        Assert.False(registry.IsAvailable("a"));
        Assert.True(registry.IsAvailable("b"));
        Assert.True(registry.IsAvailable("unknown"));
        registry.Remove("a");
        Assert.False(registry.IsMonitoring("a"));
        registry.Reset();
        Assert.False(registry.IsMonitoring("b"));
    }
}
