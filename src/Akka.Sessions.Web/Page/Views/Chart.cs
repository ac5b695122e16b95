using System.Globalization;

namespace Akka.Sessions.Web.Page.Views;

/// <summary>The last minutes, drawn by the server: two small charts that need no script.</summary>
internal static class Chart
{
    private const int Width = 600;
    private const int Height = 120;
    private const int SamplesInRate = 5;
    private static readonly Html InAndOut = Html.Of($"<i class=\"one\">in</i> <i class=\"two\">out</i>");
    // One line across, and one for every minute.
    private static readonly string Grid = FormattableString.Invariant($"M0 {Height / 2}H{Width}") + string.Concat(
        Enumerable.Range(1, (int)PageHistory.Window.TotalMinutes - 1).Select(
            minute => FormattableString.Invariant($"M{Width * minute / PageHistory.Window.TotalMinutes:0} 0V{Height}")));

    private static readonly int[] Steps = [1, 2, 5, 10];

    public static Html Of(PageLook look)
    {
        var sessions = Curve(look, look.Samples.Select(sample => (double)sample.Sessions));
        var bytesIn = Curve(look, Rates(look, rates => rates.BytesIn));
        var bytesOut = Curve(look, Rates(look, rates => rates.BytesOut));
        return Html.Of($"""
            {Draw("Sessions", Html.None, Count, ("one", sessions))}
            {Draw("Payload in a second", InAndOut, Amount.Bytes, ("one", bytesIn), ("two", bytesOut))}
            """);
    }

    private static Html Draw(
        string title, Html legend, Func<double, string> amount, params (string Kind, (double Age, double Value)[] Points)[] curves)
    {
        var top = Ceiling(curves.SelectMany(curve => curve.Points).Select(point => point.Value).DefaultIfEmpty().Max());
        var minutes = PageHistory.Window.TotalMinutes;
        return Html.Of($"""
            <figure><figcaption>{title} <span>{legend}</span></figcaption><div class="plot">
            <svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{title}, the last {minutes:0} minutes">
            <path class="grid" d="{Grid}"/>
            {Html.Join(curves.Select(curve => Line(curve.Kind, curve.Points, top)))}</svg>
            <span class="top">{amount(top)}</span><span class="from">{minutes:0} min ago</span><span class="to">now</span></div></figure>
            """);
    }

    private static Html Line(string kind, (double Age, double Value)[] points, double top)
    {
        if (points.Length < 2) return Html.None;
        var line = string.Join(' ', points.Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{Width * (1 - point.Age):0.#},{(Height - 2) * (1 - (point.Value / top)) + 1:0.#}")));
        var (first, last) = (Width * (1 - points[0].Age), Width * (1 - points[^1].Age));
        return Html.Of($"""
            <polygon class="{kind}" points="{first:0.#},{Height} {line} {last:0.#},{Height}"/><polyline class="{kind}" points="{line}"/>
            """);
    }

    // As parts of the window. The first before it is kept, so that a line comes from there.
    private static (double Age, double Value)[] Curve(PageLook look, IEnumerable<double> values)
    {
        var points = look.Samples.Select(sample => look.History.AgeOf(sample) / PageHistory.Window).Zip(values).ToArray();
        var before = Math.Max(0, Array.FindLastIndex(points, point => point.First > 1));
        return points[before..];
    }

    // Over some samples, since batches come in bursts.
    private static IEnumerable<double> Rates(PageLook look, Func<PageRates, double> rate) => look.Samples.Select(
        (sample, at) => rate(look.History.Between(look.Samples[Math.Max(0, at - SamplesInRate)], sample)));

    // One, two or five and zeros, so that the scale does not creep with every point.
    private static double Ceiling(double value)
    {
        if (value <= 1) return 1;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return Steps.Select(step => step * unit).First(top => top >= value);
    }

    private static string Count(double count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
