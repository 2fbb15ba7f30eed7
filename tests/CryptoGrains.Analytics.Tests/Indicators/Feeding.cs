using System.IO.Compression;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Indicators;

/// <summary>Bars to feed indicators with, and what comes out.</summary>
internal static class Feeding
{
    /// <summary>A midnight.</summary>
    public static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2024, 8, 5, 0, 0, 0, TimeSpan.Zero));

    /// <summary>An indicator, or a value of one.</summary>
    public static IndicatorReference Reference(string text)
    {
        Assert.True(IndicatorCatalogue.TryParseReference(text, out var reference, out var mistake), mistake);
        return reference;
    }

    /// <summary>An indicator.</summary>
    public static IndicatorDefinition Indicator(string text) => Reference(text).Definition;

    /// <summary>A series of some indicators.</summary>
    public static IndicatorSeries Series(Market.Interval interval, params IEnumerable<string> indicators) =>
        new(new IndicatorSet(interval, indicators.Select(Indicator)));

    /// <summary>Bars of a minute that open and close at the same price.</summary>
    public static Bar[] Closes(params double[] closes) => [.. closes.Select((close, i) => Bar(i, close, close, close, volume: 1))];

    /// <summary>A bar of a minute.</summary>
    public static Bar Bar(int minute, double high, double low, double close, double volume, double? quoteVolume = null) =>
        new(Start + TimeSpan.FromMinutes(minute), close, high, low, close, volume, quoteVolume);

    /// <summary>What an indicator says after each bar.</summary>
    public static double?[] Run(string indicator, IEnumerable<Bar> bars, Market.Interval interval = Market.Interval.OneMinute)
    {
        var reference = Reference(indicator);
        var series = new IndicatorSeries(new IndicatorSet(interval, [reference.Definition]));
        return [.. bars.Select(bar =>
        {
            Assert.Equal(BarUpdate.Appended, series.Update(bar));
            return series.Value(reference);
        })];
    }

    /// <summary>The repository's root.</summary>
    public static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CryptoGrains.sln")))
            root = root.Parent!;
        return root.FullName;
    }

    /// <summary>An exchange's own candles.</summary>
    public static Bar[] Klines(string name)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.PathOf($"binance-klines/{name}.csv.gz")), CompressionMode.Decompress));
        Assert.StartsWith("open_time_ms,open,high,low,close,volume", reader.ReadLine());
        var bars = new List<Bar>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            var numbers = fields.Skip(1).Take(5).Select(double.Parse).ToArray();
            bars.Add(new Bar(
                Timestamp.FromUnixMilliseconds(long.Parse(fields[0])), numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], QuoteVolume: null));
        }

        return [.. bars];
    }
}
