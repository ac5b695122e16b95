using System.Runtime.CompilerServices;

namespace Akka.TestKit;

/// <content>Expecting one of several messages, or several in any order.</content>
public abstract partial class TestKitBase
{
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Completed(ExpectAnyOf(messages.ToList(), blocking: true, cancellationToken));

    public async ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        await ExpectAnyOf(messages.ToList(), blocking: false, cancellationToken);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        Completed(ExpectAllOf(RemainingOrDefault, messages, blocking: true, CancellationToken.None));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        Completed(ExpectAllOf(Dilated(max), messages, blocking: true, CancellationToken.None));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Completed(ExpectAllOf(RemainingOrDefault, messages, blocking: true, cancellationToken));

    public async IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        IReadOnlyCollection<T> messages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var message in await ExpectAllOf(RemainingOrDefault, messages, blocking: false, cancellationToken)) yield return message;
    }

    public async IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var message in await ExpectAllOf(Dilated(max), messages, blocking: false, cancellationToken)) yield return message;
    }

    private Task<T> ExpectAnyOf<T>(List<T> messages, bool blocking, CancellationToken cancellationToken)
    {
        return Expect<T>(null, Check, null, blocking, cancellationToken);

        void Check(T message, Actor.IActorRef sender)
        {
            if (!messages.Contains(message))
                throw Failure($"Got {message} from {sender}; expected was one of {string.Join(", ", messages)}");
        }
    }

    private async Task<IReadOnlyCollection<T>> ExpectAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> expected, bool blocking, CancellationToken cancellationToken)
    {
        var missing = expected.ToList();
        var got = new List<T>();
        foreach (var message in await Receive(expected.Count, max, blocking, cancellationToken))
        {
            if (message is not T known || !missing.Remove(known))
                throw Failure($"Got {message}; missing were {string.Join(", ", missing)}");
            got.Add(known);
        }

        return got;
    }
}
