using Microsoft.AspNetCore.Http.Features;

namespace Akka.Sessions.Web.Responses;

/// <summary>The stream of a <see cref="HeldBackBody"/>: the first write commits the session and starts the response.</summary>
internal sealed class HeldBackStream(IHttpResponseBodyFeature inner, RequestAnswer answer) : Stream
{
    private bool _isOpen;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Commits and starts the response, once. False when what the application writes is to be thrown away.</summary>
    public async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_isOpen)
        {
            await answer.CommitFirstAsync();
            // Starting runs the callbacks of others, whose changes (TempData's, for one) are committed by ours and may be missed too.
            await inner.StartAsync(cancellationToken);
            _isOpen = true;
        }

        return !answer.IsRefused;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await OpenAsync(cancellationToken)) await inner.Stream.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken)) await inner.Stream.FlushAsync(cancellationToken);
    }

    // Blocks, as the server's own stream does: whoever writes synchronously has allowed that.
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult()) inner.Stream.Write(buffer, offset, count);
    }

    public override void Flush()
    {
        if (OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult()) inner.Stream.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
