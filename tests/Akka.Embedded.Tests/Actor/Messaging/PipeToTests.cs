using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Messaging;

public sealed class PipeToTests : ActorTest
{
    [Fact]
    public async Task The_result_is_told_with_the_given_sender()
    {
        var probe = NewProbe();
        var sender = NewProbe();
        await Task.FromResult(42).PipeTo(probe.Ref, sender.Ref);
        await probe.Expect(42);
        Assert.Equal(sender.Ref, probe.LastSender);
    }

    [Fact]
    public async Task A_failed_task_is_told_as_a_failure()
    {
        var probe = NewProbe();
        await Task.FromException<int>(new InvalidTimeZoneException("no")).PipeTo(probe.Ref);
        Assert.IsType<InvalidTimeZoneException>((await probe.Expect<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task A_cancelled_task_is_told_as_a_failure()
    {
        var probe = NewProbe();
        await Task.FromCanceled<int>(new CancellationToken(canceled: true)).PipeTo(probe.Ref);
        Assert.IsAssignableFrom<OperationCanceledException>((await probe.Expect<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task Success_and_failure_can_be_made_into_messages()
    {
        var probe = NewProbe();
        await Task.FromResult(42).PipeTo(probe.Ref, success: n => $"ok {n}");
        await probe.Expect("ok 42");
        await Task.FromException<int>(new InvalidTimeZoneException("no")).PipeTo(probe.Ref, failure: e => $"failed: {e.Message}");
        await probe.Expect("failed: no");
    }

    [Fact]
    public async Task A_task_without_a_result_tells_only_what_is_made_of_it()
    {
        var probe = NewProbe();
        await Task.CompletedTask.PipeTo(probe.Ref);
        await Task.CompletedTask.PipeTo(probe.Ref, success: () => "done");
        await probe.Expect("done");
        await Task.FromException(new InvalidTimeZoneException("no")).PipeTo(probe.Ref);
        await probe.Expect<Status.Failure>();
    }
}
