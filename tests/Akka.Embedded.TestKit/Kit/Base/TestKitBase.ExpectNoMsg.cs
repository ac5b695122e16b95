namespace Akka.TestKit;

/// <content>Expecting silence.</content>
public abstract partial class TestKitBase
{
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        Completed(Silence(RemainingOrDefault, blocking: true, cancellationToken));

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Completed(Silence(Dilated(duration), blocking: true, cancellationToken));

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        new(Silence(RemainingOrDefault, blocking: false, cancellationToken));

    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        new(Silence(Dilated(duration), blocking: false, cancellationToken));

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private async Task Silence(TimeSpan duration, bool blocking, CancellationToken cancellationToken)
    {
        if (await Next(duration, blocking, cancellationToken) is { } received)
            throw Failure($"Expected no message for {duration}, but got {received.Message} from {received.Sender}");
    }
}
