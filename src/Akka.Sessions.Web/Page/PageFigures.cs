namespace Akka.Sessions.Web.Page;

/// <summary>How the node stands now and in the last minutes, for whoever looks.</summary>
internal sealed class PageFigures(ISessionManager manager, TimeProvider clock)
{
    private readonly PageHistory _history = new(clock);

    public PageLook Look()
    {
        var statistics = manager.Statistics;
        var samples = _history.Note(statistics);
        return new(PageOverview.Of(manager.Status, statistics, _history.RatesOf(samples)), samples, _history);
    }
}

/// <summary>One look at the node.</summary>
/// <param name="Overview">How it stands.</param>
/// <param name="Samples">How it stood, the oldest first.</param>
/// <param name="History">Knows how old those are.</param>
internal sealed record PageLook(PageOverview Overview, IReadOnlyList<PageSample> Samples, PageHistory History);
