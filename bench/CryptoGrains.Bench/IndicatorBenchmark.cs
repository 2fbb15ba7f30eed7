using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Bench;

/// <summary>
/// One of each indicator of the catalogue, and three returns, over minute bars, as they come. The peer is what one would write first: keep the bars, and at each one compute every
/// window again in plain doubles; averages that fade go on from their last value.
/// </summary>
internal static class IndicatorBenchmark
{
    private const int Count = 50_000;
    private const int Replacements = 10;

    public static async Task RunAsync()
    {
        var bars = Bars();
        await CompareAsync(bars, period: 20);
        await CompareAsync(bars, period: 200);
    }

    private static async Task CompareAsync(Bar[] bars, int period)
    {
        var set = new IndicatorSet(Interval.OneMinute, Texts(period).Select(Parse));
        var series = new IndicatorSeries(set);
        var peer = new PlainIndicators(period);
        var name = $"indicators, {set.Definitions.Length} of them, windows of {period}";
        Console.WriteLine($"{name}: {series.Bytes:#,0} bytes a series");
        await Comparison.RunAsync(
            $"{name}, closed bars", "bars", Count, () => Feed(series, bars), "windows computed again", () => peer.Feed(bars));
        await Comparison.RunAsync(
            $"{name}, a running bar given {Replacements} times",
            "updates",
            Count * Replacements,
            () => FeedRunning(series, bars),
            "windows computed again",
            () => peer.FeedRunning(bars, Replacements));
    }

    private static string[] Texts(int period) =>
    [
        $"sma({period})", "ema", "rsi", "macd", $"bollinger({period},2)", "atr", "vwap", "obv", $"realised-volatility({period})", "ewma-volatility",
        "return(5m)", "return(1h)", "return(24h)", $"volume-ratio({period})", $"min({period})", $"max({period})", "trend", "trade-signal",
    ];

    private static IndicatorDefinition Parse(string text) =>
        IndicatorCatalogue.TryParse(text, out var definition, out var mistake) ? definition : throw new InvalidOperationException(mistake);

    // The series goes on from round to round: its bars are moved behind those it has.
    private static void Feed(IndicatorSeries series, Bar[] bars)
    {
        var offset = Offset(series);
        foreach (var bar in bars)
            series.Update(bar with { OpenTime = bar.OpenTime + offset });
    }

    private static void FeedRunning(IndicatorSeries series, Bar[] bars)
    {
        var offset = Offset(series);
        foreach (var bar in bars)
        {
            for (var i = 1; i <= Replacements; i++)
                series.Update(bar with { OpenTime = bar.OpenTime + offset, Volume = bar.Volume * i });
        }
    }

    private static TimeSpan Offset(IndicatorSeries series) =>
        series.Newest is { } newest ? newest.OpenTime - new Timestamp(0) : TimeSpan.Zero;

    private static Bar[] Bars()
    {
        var random = new Random(1);
        var price = 6_000_000;
        return [.. Enumerable.Range(1, Count).Select(minute =>
        {
            var open = price;
            price = Math.Max(1_000, price + random.Next(-2_000, 2_001));
            var volume = random.Next(1, 100_000) / 1e3;
            return new Bar(
                new Timestamp(minute * 60_000_000L),
                open / 100.0,
                (Math.Max(open, price) + random.Next(500)) / 100.0,
                (Math.Min(open, price) - random.Next(500)) / 100.0,
                price / 100.0,
                volume,
                volume * price / 100.0);
        })];
    }
}
