using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Akka.Sessions.Web.Responses;

/// <summary>A response body that lets nothing out before the session is committed, and nothing at all once the answer is refused.</summary>
internal sealed class HeldBackBody : StreamResponseBodyFeature
{
    private readonly HeldBackStream _stream;
    private readonly IHttpResponseBodyFeature _inner;

    public HeldBackBody(IHttpResponseBodyFeature inner, RequestAnswer answer)
        : this(inner, new HeldBackStream(inner, answer))
    {
    }

    private HeldBackBody(IHttpResponseBodyFeature inner, HeldBackStream stream)
        : base(stream, inner)
    {
        _inner = inner;
        _stream = stream;
    }

    public override async Task StartAsync(CancellationToken cancellationToken = default)
        => await _stream.OpenAsync(cancellationToken);

    public override async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken)
    {
        if (await _stream.OpenAsync(cancellationToken)) await _inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    public override async Task CompleteAsync()
    {
        await base.CompleteAsync();
        await _inner.CompleteAsync();
    }

    /// <summary>Passes on what was written but not flushed, without ending the response, which others may go on with.</summary>
    public async ValueTask FlushWriterAsync()
    {
        if (Writer.UnflushedBytes > 0) await Writer.FlushAsync();
    }
}
