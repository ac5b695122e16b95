using Akka.Actor;
using Akka.Event;
using Xunit.Sdk;

namespace Akka.Embedded.Tests.TestKits;

public sealed class WaitingTests() : TestKit.Xunit2.TestKit("akka.test.timefactor = 2\nakka.loglevel = DEBUG")
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [Fact]
    public void Durations_are_dilated() => Assert.Equal(TimeSpan.FromSeconds(2), Dilated(TimeSpan.FromSeconds(1)));

    [Fact]
    public async Task AwaitAssert_looks_again_until_it_holds_and_fails_with_the_last_exception()
    {
        var looked = 0;
        AwaitAssert(() => Assert.Equal(3, ++looked));
        await AwaitAssertAsync(() => Assert.Equal(6, ++looked));
        void Fail() => throw new InvalidOperationException("still not");
        var failure = Assert.Throws<InvalidOperationException>(() => AwaitAssert(Fail, Short));
        Assert.Equal("still not", failure.Message);
    }

    [Fact]
    public async Task AwaitCondition_waits_until_it_is_true_and_says_what_did_not_come_true()
    {
        var looked = 0;
        AwaitCondition(() => ++looked == 3);
        await AwaitConditionAsync(() => Task.FromResult(++looked == 6));
        var failure = Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, Short, "the end"));
        Assert.Contains("the end", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inside_Within_an_expectation_waits_for_what_is_left_of_it()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => Within(Short, () => ExpectMsg<string>()));
        Assert.Contains("No message came", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public async Task Within_fails_a_block_that_took_too_long_or_too_short()
    {
        await Assert.ThrowsAnyAsync<XunitException>(() => WithinAsync(Short, () => Task.Delay(Short * 5)));
        Assert.ThrowsAny<XunitException>(() => Within(Short, Short * 10, () => { }));
        Assert.Equal(1, Within(Short * 100, () => 1));
    }

    [Fact]
    public async Task An_expected_log_event_is_found_and_a_missing_one_fails()
    {
        EventFilter.Warning(contains: "smoke").ExpectOne(() => Log.Warning("there is smoke"));
        EventFilter.Debug(start: "detail").Expect(2, () =>
        {
            Log.Debug("detail one");
            Log.Debug("detail two");
        });
        await EventFilter.Exception<TimeoutException>().ExpectOneAsync(() =>
        {
            Log.Error(new TimeoutException("late"), "it was late");
            return Task.CompletedTask;
        });
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("silence").ExpectOne(Short, () => { }));
    }

    [Fact]
    public void A_dead_letter_is_expected() =>
        EventFilter.DeadLetter<string>(m => m == "lost").ExpectOne(() => Sys.DeadLetters.Tell("lost"));
}
