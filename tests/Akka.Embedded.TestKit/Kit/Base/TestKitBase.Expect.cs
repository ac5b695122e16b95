using Akka.Actor;
using Xunit;

namespace Akka.TestKit;

/// <content>
/// Expecting the next message. A duration that is named is dilated; none means what is left of <c>Within</c>, or the default.
/// </content>
public abstract partial class TestKitBase
{
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed(Expect<T>(duration, Any, hint, blocking: true, cancellationToken));

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed(Expect(timeout, EqualTo(message), hint, blocking: true, cancellationToken));

    public T ExpectMsg<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed(Expect(timeout, That(isMessage, hint), hint, blocking: true, cancellationToken));

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed(Expect<T>(timeout, (message, _) => assert(message), hint, blocking: true, cancellationToken));

    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed(Expect(timeout, That(isMessageAndSender, hint), hint, blocking: true, cancellationToken));

    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed(Expect(timeout, assertMessageAndSender, hint, blocking: true, cancellationToken));

    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed(Expect(timeout, From(sender, EqualTo(message)), hint, blocking: true, cancellationToken));

    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed(Expect(duration, From<T>(sender, Any), hint, blocking: true, cancellationToken));

    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed(Expect(timeout, TerminationOf(target), hint, blocking: true, cancellationToken));

    public async ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        await Expect<T>(duration, Any, hint, blocking: false, cancellationToken);

    public async ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        await Expect(timeout, EqualTo(message), hint, blocking: false, cancellationToken);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        await Expect(timeout, That(isMessage, hint), hint, blocking: false, cancellationToken);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        await Expect<T>(timeout, (message, _) => assert(message), hint, blocking: false, cancellationToken);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        await Expect(timeout, That(isMessageAndSender, hint), hint, blocking: false, cancellationToken);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        await Expect(timeout, assertMessageAndSender, hint, blocking: false, cancellationToken);

    public async ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        await Expect(timeout, TerminationOf(target), hint, blocking: false, cancellationToken);

    private static void Any<T>(T message, IActorRef sender)
    {
    }

    private static Action<T, IActorRef> EqualTo<T>(T expected) => (message, _) => Assert.Equal(expected, message);

    private static Action<T, IActorRef> That<T>(Predicate<T> isMessage, string? hint) => That<T>((message, _) => isMessage(message), hint);

    private static Action<T, IActorRef> That<T>(Func<T, IActorRef, bool> isMessageAndSender, string? hint) => (message, sender) =>
    {
        if (!isMessageAndSender(message, sender))
            throw Failure($"Got {message} from {sender}, which is not the {typeof(T).Name} expected", hint);
    };

    private static Action<T, IActorRef> From<T>(IActorRef expectedSender, Action<T, IActorRef> check) => (message, sender) =>
    {
        Assert.Equal(expectedSender, sender);
        check(message, sender);
    };

    private static Action<Terminated, IActorRef> TerminationOf(IActorRef target) =>
        (terminated, _) => Assert.Equal(target, terminated.ActorRef);

    private async Task<T> Expect<T>(
        TimeSpan? timeout, Action<T, IActorRef> check, string? hint, bool blocking, CancellationToken cancellationToken)
    {
        var wait = RemainingOrDilated(timeout);
        var received = await Next(wait, blocking, cancellationToken)
            ?? throw Failure($"No message came within {wait}; expected was a {typeof(T)}", hint);
        if (received.Message is not T message)
        {
            throw Failure(
                $"Got {received.Message} ({received.Message.GetType()}) from {received.Sender}; expected was a {typeof(T)}", hint);
        }

        check(message, received.Sender);
        return message;
    }
}
