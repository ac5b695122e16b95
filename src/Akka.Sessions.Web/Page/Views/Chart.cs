using System.Globalization;

namespace Akka.Sessions.Web.Page.Views;

/// <summary>The last minutes, drawn by the server: two small charts that need no script.</summary>
internal static class Chart
{
    private const int Width = 600;
    private const int Height = 120;

    public static Html Of(PageLook look)
    {
        var sessions = Curve(look, look.Samples.Select(sample => (double)sample.Sessions));
        var bytesIn = Curve(look, Rates(look, rates => rates.BytesIn));
        var bytesOut = Curve(look, Rates(look, rates => rates.BytesOut));
        return Html.Of($"""
            {Draw("Sessions", Html.None, Count, ("one", sessions))}
            {Draw("Payload in a second", Html.Of($"<i class=\"one\">in</i> <i class=\"two\">out</i>"), Amount.Bytes, ("one", bytesIn), ("two", bytesOut))}
            """);
    }

    private static Html Draw(string title, Html legend, Func<double, string> amount, params (string Kind, (double Age, double Value)[] Points)[] curves)
    {
        var top = Ceiling(curves.SelectMany(curve => curve.Points).Select(point => point.Value).DefaultIfEmpty().Max());
        return Html.Of($"""
            <figure><figcaption>{title} <span>{legend}</span></figcaption><div class="plot">
            <svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{title}, the last {PageHistory.Window.TotalMinutes:0} minutes">
            <path class="grid" d="M0 {Height / 2}H{Width}M{Width / 5} 0V{Height}M{Width / 5 * 2} 0V{Height}M{Width / 5 * 3} 0V{Height}M{Width / 5 * 4} 0V{Height}"/>
            {Html.Join(curves.Select(curve => Line(curve.Kind, curve.Points, top)))}</svg>
            <span class="top">{amount(top)}</span><span class="from">{PageHistory.Window.TotalMinutes:0} min ago</span><span class="to">now</span></div></figure>
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

    private static IEnumerable<double> Rates(PageLook look, Func<PageRates, double> rate) => look.Samples.Select(
        (sample, at) => rate(look.History.Between(look.Samples[Math.Max(0, at - 1)], sample)));

    // One, two or five and zeros, so that the scale does not creep with every point.
    private static double Ceiling(double value)
    {
        if (value <= 1) return 1;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1, 2, 5, 10 }.Select(step => step * unit).First(top => top >= value);
    }

    private static string Count(double count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
