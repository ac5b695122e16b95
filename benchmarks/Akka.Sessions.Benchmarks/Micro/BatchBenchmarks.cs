using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Wire;
using BenchmarkDotNet.Attributes;

namespace Akka.Sessions.Benchmarks.Micro;

/// <summary>A batch of 100 deltas of one attribute each, to bytes and back. The baseline copies as many bytes.</summary>
public class BatchBenchmarks
{
    private const int Pieces = 100;
    private readonly SessionPiece[] _pieces = new SessionPiece[Pieces];
    private byte[] _message = [];

    [GlobalSetup]
    public void SetUp()
    {
        var delta = SampleSessions.Delta(SampleSessions.Whole());
        for (var i = 0; i < Pieces; i++) _pieces[i] = new SessionPiece(SessionId.New(), delta);
        _message = Encode();
    }

    [Benchmark(Baseline = true)]
    public byte[] CopyTheBytes() => _message.AsSpan().ToArray();

    [Benchmark]
    public byte[] Encode()
    {
        using var payload = new MemoryStream();
        foreach (var piece in _pieces) payload.Write(PieceCodec.Write(piece, SampleSessions.Writer));
        return MessageCodec.Write(new ReplicationBatch(new StreamId(SampleSessions.Writer), 1, AckAtOnce: false, payload.ToArray()));
    }

    [Benchmark]
    public object Decode()
    {
        var batch = (ReplicationBatch)MessageCodec.Read(Manifests.ReplicationBatch, _message);
        return PieceCodec.Read(batch.Payload, SampleSessions.Writer);
    }
}
