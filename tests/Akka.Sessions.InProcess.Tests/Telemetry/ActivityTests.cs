using System.Diagnostics;
using Akka.Sessions.InProcess.Tests.Cluster;
using Akka.Sessions.Manager;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Akka.Sessions.InProcess.Tests.Telemetry;

/// <summary>The spans of the sessions, collected by OpenTelemetry as an application would.</summary>
public sealed class ActivityTests : IDisposable
{
    private readonly ActivitySource _request = new("Request");
    private readonly Collected<Activity, Activity> _spans = new(span => span);
    private readonly TracerProvider _provider;

    public ActivityTests() => _provider = Sdk.CreateTracerProviderBuilder()
        .AddSource(SessionActivities.Name)
        .AddSource(_request.Name)
        .AddProcessor(new SimpleActivityExportProcessor(_spans))
        .Build();

    [Fact]
    public async Task A_commit_is_a_span_that_says_how_far_it_came()
    {
        await using var cluster = await SessionCluster.StartAsync(2);

        var id = default(SessionId);
        var spans = await SpansOfAsync(async () => id = await cluster[0].CreateAsync("user", "ann"));

        var commit = Assert.Single(spans);
        Assert.Equal("akka.sessions.commit", commit.OperationName);
        Assert.Equal(("All", true, 0), (Tag(commit, "commit.level"), Tag(commit, "commit.satisfied"), Tag(commit, "commit.missing")));
        NoneNames(spans, id, "user", "ann");
    }

    [Fact]
    public async Task A_change_of_id_and_an_end_have_spans_of_their_own_and_what_fails_says_so()
    {
        await using var cluster = await SessionCluster.StartAsync(1);
        var id = await cluster[0].CreateAsync("user", "ann");

        var spans = await SpansOfAsync(async () =>
        {
            var session = await cluster[0].OpenAsync(id);
            await session.RotateIdAsync();
            var late = await cluster[0].OpenAsync(session.Id);
            await session.InvalidateAsync();
            late.Set("user", SessionSteps.Bytes("bob"));
            await Assert.ThrowsAsync<SessionEndedException>(async () => await late.CommitAsync());
        });

        Assert.Equal(["akka.sessions.rotate", "akka.sessions.invalidate", "akka.sessions.commit"], spans.Select(span => span.OperationName));
        Assert.Equal(ActivityStatusCode.Error, spans[2].Status);
        Assert.Equal("Akka.Sessions.SessionEndedException", spans[2].GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_session_that_is_here_is_found_without_a_span_and_one_that_is_not_with_two()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");
        var unknown = SessionId.New();

        Assert.Empty(await SpansOfAsync(async () => await cluster[1].Manager.FindAsync(id)));
        var spans = await SpansOfAsync(async () => await cluster[1].Manager.FindAsync(unknown));

        Assert.Equal(["akka.sessions.lookup", "akka.sessions.load"], spans.Select(span => span.OperationName));
        Assert.Equal(spans[1].SpanId, spans[0].ParentSpanId);
        Assert.Equal((false, true), (Tag(spans[1], "found"), Tag(spans[1], "certain")));
        NoneNames(spans, unknown);
    }

    [Fact]
    public async Task A_wait_for_a_commit_that_the_client_has_seen_is_a_span()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.lookup.token-timeout = 300 ms");
        var id = await cluster[0].CreateAsync("user", "ann");
        var ahead = new SessionToken(cluster[0].Id.Incarnation, 1_000_000);

        var spans = await SpansOfAsync(async () => await cluster[1].Manager.FindAsync(id, [ahead]));

        Assert.Equal(["akka.sessions.token_wait", "akka.sessions.load"], spans.Select(span => span.OperationName));
        Assert.Equal(true, Tag(spans[1], "found"));
    }

    [Fact]
    public async Task A_session_that_is_over_here_is_voted_on_in_a_span()
    {
        var clock = new ShiftedTime();
        await using var cluster = await SessionCluster.StartAsync(1, "akka.sessions.expiry-interval = 1 h", clock);
        var id = await cluster[0].CreateAsync("user", "ann");
        clock.Pass(TimeSpan.FromHours(1));

        var spans = await SpansOfAsync(async () => await cluster[0].Manager.FindAsync(id));

        Assert.Equal(["akka.sessions.expiry_vote", "akka.sessions.load"], spans.Select(span => span.OperationName));
        Assert.Equal(false, Tag(spans[1], "found"));
    }

    [Fact]
    public async Task A_drain_is_a_span()
    {
        await using var cluster = await SessionCluster.StartAsync(1);

        var spans = await SpansOfAsync(() => cluster[0].Manager.DrainAsync());

        Assert.Equal("akka.sessions.drain", Assert.Single(spans).OperationName);
    }

    [Fact]
    public async Task A_node_that_joins_has_one_span_until_all_sessions_are_there_and_one_that_founds_a_cluster_has_none()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(1, 2);
        for (var i = 0; i < 20; i++) await cluster[0].CreateAsync("user", "ann");
        cluster.Start(1);
        await cluster.AllReadyAsync();

        await Eventually.HoldsAsync("the span of the transfer", () => TransfersOf(cluster[1]).Any());

        var transfer = Assert.Single(TransfersOf(cluster[1]));
        Assert.Equal((default, ActivityStatusCode.Unset), (transfer.ParentSpanId, transfer.Status));
        Assert.True(Tag(transfer, "transfer.pages") is > 0 && Tag(transfer, "transfer.bytes") is > 0L);
        Assert.Empty(TransfersOf(cluster[0]));
    }

    public void Dispose()
    {
        _provider.Dispose();
        _request.Dispose();
    }

    // Other tests run beside this one, in the same source: only what belongs to its request counts.
    private async Task<IReadOnlyList<Activity>> SpansOfAsync(Func<Task> work)
    {
        ActivityTraceId trace;
        using (var request = _request.StartActivity("request", ActivityKind.Server, default(ActivityContext))!)
        {
            trace = request.TraceId;
            await work();
        }

        return [.. _spans.All.Where(span => span.TraceId == trace && span.Source.Name == SessionActivities.Name)];
    }

    private IEnumerable<Activity> TransfersOf(ClusterNode node) =>
        _spans.All.Where(span => span.OperationName == "akka.sessions.transfer" && Equals(Tag(span, "member"), node.Id.Address));

    private static object? Tag(Activity span, string name) => span.GetTagItem($"akka.sessions.{name}");

    private static void NoneNames(IEnumerable<Activity> spans, SessionId id, params string[] secrets)
    {
        var said = spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.DisplayName)).ToArray();
        foreach (var secret in secrets.Append(id.Value).Append(id.ToString()))
            Assert.DoesNotContain(said, text => text.Contains(secret, StringComparison.Ordinal));
    }
}
