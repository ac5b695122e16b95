using System.Globalization;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Wire;
using Google.Protobuf;
using static Akka.Sessions.Tests.Generators.Members;
using Format = Akka.Sessions.Wire.Format;

namespace Akka.Sessions.Tests.Wire;

/// <summary>Whatever arrives is either read or refused as what it is; nothing else is ever thrown, and nothing grows with a number in it.</summary>
public sealed class HostileBytesTests
{
    private const int Runs = 20_000;

    [Fact]
    public void Bytes_that_were_changed_anyhow_are_read_or_refused()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SESSIONS_SEED"), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);
        Console.WriteLine($"SESSIONS_SEED={seed}");
        var random = new Random(seed);
        var (read, refused) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var message = Samples.Messages[random.Next(Samples.Messages.Count)];
            var manifest = random.Next(10) == 0 ? Manifests.All.Values.ElementAt(random.Next(Manifests.All.Count)) : MessageCodec.ManifestOf(message);
            var bytes = Mutate(MessageCodec.Write(message), random);
            try
            {
                ReadAll(manifest, bytes);
                read++;
            }
            catch (WireFormatException)
            {
                refused++;
            }
            catch (Exception other)
            {
                Assert.Fail($"SESSIONS_SEED={seed}, run {run}, manifest {manifest}, {Convert.ToHexString(bytes)}: {other}");
            }
        }

        Assert.True(read > Runs / 50 && refused > Runs / 10, $"{read} read and {refused} refused: the mutations test nothing.");
    }

    [Fact]
    public void An_unknown_manifest_is_refused_by_name() =>
        Assert.Contains("'zz'", Assert.Throws<WireFormatException>(() => MessageCodec.Read("zz", default)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_field_of_a_later_release_is_ignored()
    {
        byte[] withField99 = [.. MessageCodec.Write(new LookupRequest(Samples.Id)), 0x98, 0x06, 0x01];

        Assert.Equal(new LookupRequest(Samples.Id), MessageCodec.Read(Manifests.LookupRequest, withField99));
    }

    [Fact]
    public void A_greeting_of_a_release_that_does_not_tell_its_settings_is_read()
    {
        var former = MessageCodec.Write(new Hello(1, "shop", A));

        Assert.Empty(((Hello)MessageCodec.Read(Manifests.Hello, former)).Settings);
        Assert.Empty(((Welcome)MessageCodec.Read(Manifests.Welcome, former)).Settings);
    }

    [Theory]
    [InlineData(65, 1, 1)]
    [InlineData(1, 65, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 257)]
    public void More_settings_or_longer_ones_than_a_greeting_may_have_are_refused(int count, int key, int value)
    {
        var setting = new AgreedSetting(new string('k', key), new string('v', value));
        var bytes = MessageCodec.Write(new Hello(1, "shop", A) { Settings = [.. Enumerable.Repeat(setting, count)] });

        Assert.Throws<WireFormatException>(() => MessageCodec.Read(Manifests.Hello, bytes));
    }

    [Fact]
    public void More_attributes_than_a_session_may_have_are_refused()
    {
        var delta = Delta();
        for (var i = 0; i <= WireLimits.Attributes; i++) delta.Attributes.Add(new Format.Attribute { Name = $"a{i}" });

        Refused(new Format.Pieces { Delta = { delta } }, "10001 attributes");
    }

    [Fact]
    public void More_accesses_than_a_list_may_have_are_refused()
    {
        var accessed = new Format.SessionsAccessed { Base = 1 };
        for (var i = 0; i <= WireLimits.Accesses; i++) accessed.Accesses.Add(new Format.Access { IdText = Samples.Id.Value });

        Refused(new Format.Pieces { Accessed = { accessed } }, "10001 accesses");
    }

    [Fact]
    public void What_no_member_could_have_written_is_refused()
    {
        Refused(new Format.Pieces { Delta = { new Format.SessionDelta { IdText = "short" } } }, "session id");
        Refused(new Format.Pieces { Delta = { new Format.SessionDelta { Id = ByteString.CopyFrom(new byte[49]) } } }, "49 bytes");
        Refused(new Format.Pieces { Delta = { new Format.SessionDelta { IdText = Samples.Id.Value, Time = Stamp.MaxTime + 1 } } }, "stamp");
        Refused(new Format.Pieces { Delta = { Delta(new() { Name = "" }) } }, "name");
        Refused(new Format.Pieces { Delta = { Delta(new() { Name = new('n', 1025) }) } }, "1025 characters");
        Refused(new Format.Pieces { Delta = { Delta(new() { Name = "a", Before = Samples.Pieces["delta"].State.HighestStamp.Time }) } }, "never written");
        Refused(new Format.Pieces { Delta = { Delta(new() { Name = "a", Removed = true, Value = ByteString.CopyFrom(1) }) } }, "removed");
        Refused(new Format.Pieces { Created = { new Format.SessionCreated() } }, "delta");
        Refused(new Format.Pieces { Created = { new Format.SessionCreated { Delta = Delta(), Created = long.MinValue } } }, "time");
        Refused(new Format.Pieces { Ended = { new Format.SessionEnded { Delta = Delta() } } }, "neither");
        Refused(new Format.Pieces { Accessed = { new Format.SessionsAccessed { Base = long.MaxValue, Accesses = { new Format.Access { IdText = Samples.Id.Value, After = 1 } } } } }, "time");
        var idle = Delta();
        idle.IdleFor = ulong.MaxValue;
        Refused(new Format.Pieces { Delta = { idle } }, "idle");
        var timeout = Delta();
        timeout.IdleTimeout = new() { Milliseconds = -2 };
        Refused(new Format.Pieces { Delta = { timeout } }, "timeout");
    }

    [Fact]
    public void A_vote_that_no_member_could_have_sent_is_refused()
    {
        var round = new Format.ExpiryRound { Proposer = 1, Number = 1 };
        var many = new Format.ExpiryVerdict { Round = round };
        for (var i = 0; i <= WireLimits.SessionsPerRound; i++) many.Spared.Add(new Format.SparedSession { IdText = Samples.Id.Value });
        var candidate = new Format.ExpiryCandidate { IdText = Samples.Id.Value, After = long.MaxValue };
        var veto = new Format.ExpiryVeto { IdText = Samples.Id.Value, IdleFor = ulong.MaxValue };

        Refused(Manifests.ExpiryVerdict, many, "1001 sessions");
        Refused(Manifests.ExpiryVerdict, new Format.ExpiryVerdict(), "round");
        Refused(Manifests.ExpiryProposal, new Format.ExpiryProposal { Round = round, Base = -1 }, "time");
        Refused(Manifests.ExpiryProposal, new Format.ExpiryProposal { Round = round, Sessions = { candidate } }, "access");
        Refused(Manifests.ExpiryVote, new Format.ExpiryVote { Round = round, Address = "a", Vetoes = { veto } }, "span");
        Refused(Manifests.ExpiryVote, new Format.ExpiryVote { Round = round }, "member");
    }

    [Fact]
    public void Digests_that_no_member_could_have_sent_are_refused()
    {
        var member = new Format.Member { Address = "a" };
        Refused(Manifests.DigestOffer, new Format.DigestOffer { Member = member, Hashes = { new ulong[1023] } }, "1023");
        Refused(Manifests.DigestOffer, new Format.DigestOffer { Member = member, FromBucket = 1024, Hashes = { new ulong[1024] } }, "bucket");
        Refused(Manifests.DigestEntries, With(new Format.DigestBucket { Bucket = 2 }), "bucket of 2");
        Refused(Manifests.DigestEntries, With(new Format.DigestBucket { Bucket = 900 }), "bucket of 900");
        Refused(Manifests.DigestEntries, With(new Format.DigestBucket { Bucket = 5 }, new Format.DigestBucket { Bucket = 5 }), "bucket of 5");
        Refused(Manifests.DigestEntries, With(new Format.DigestBucket { Bucket = 5, Ids = { 1 } }), "number of digests");
        var tooMany = new ulong[WireLimits.DigestEntries + 1];
        Refused(Manifests.DigestEntries, With(new Format.DigestBucket { Bucket = 5, Ids = { tooMany } }), "digest entries");
        Refused(Manifests.DigestContent, new Format.DigestContent { Member = member, Wanted = { new ulong[10_001] } }, "10001 hashes");
        Refused(Manifests.DigestAnswer, new Format.DigestAnswer { Member = member, Taken = -1 }, "taken");
        Refused(Manifests.DigestAnswer, new Format.DigestAnswer(), "member");

        Format.DigestEntries With(params Format.DigestBucket[] buckets) =>
            new() { Member = member, FromBucket = 3, NextBucket = 900, Buckets = { buckets } };
    }

    private static Format.SessionDelta Delta(Format.Attribute? attribute = null)
    {
        var delta = new Format.SessionDelta { IdText = Samples.Id.Value, Time = Samples.Pieces["delta"].State.HighestStamp.Time };
        if (attribute is not null) delta.Attributes.Add(attribute);
        return delta;
    }

    private static void Refused(Format.Pieces pieces, string because) => Assert.Contains(
        because,
        Assert.Throws<WireFormatException>(() => PieceCodec.Read(pieces.ToByteArray(), 1)).Message,
        StringComparison.OrdinalIgnoreCase);

    private static void Refused(string manifest, IMessage message, string because) => Assert.Contains(
        because,
        Assert.Throws<WireFormatException>(() => MessageCodec.Read(manifest, message.ToByteArray())).Message,
        StringComparison.OrdinalIgnoreCase);

    private static void ReadAll(string manifest, byte[] bytes)
    {
        var payload = MessageCodec.Read(manifest, bytes) switch
        {
            ReplicationBatch batch => batch.Payload,
            TransferPage page => page.Payload,
            LookupReply reply => reply.Payload,
            DigestContent content => content.Payload,
            DigestAnswer answer => answer.Payload,
            _ => default,
        };
        var table = new SessionTable();
        foreach (var piece in PieceCodec.Read(payload, 1)) table.Merge(piece);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                var noise = new byte[random.Next(200)];
                random.NextBytes(noise);
                return noise;
            case 2:
                for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            default:
                // A length or a count that claims far more than is there.
                bytes[random.Next(bytes.Length)] = 0xFF;
                return bytes;
        }
    }
}
