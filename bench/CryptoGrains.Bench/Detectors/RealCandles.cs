using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Feeds.Archives;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.Detectors;

/// <summary>How often the detectors of candles alarm on real ones, which nobody has labelled: each alarm is counted as a false one.</summary>
internal static class RealCandles
{
    public static async Task RunAsync()
    {
        Console.WriteLine("| real candles | detector | instruments | candles | alarms | per instrument and day |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var interval in (Interval[])[Interval.FiveMinutes, Interval.OneHour])
            await RunAsync(RealKlines.Files(interval.Name()), interval);
    }

    private static async Task RunAsync(string[] files, Interval interval)
    {
        var counts = await Task.WhenAll(files.Select(path => Task.Run(() => CountAsync(path, interval))));
        var candles = counts.Sum(count => count.Candles);
        var days = candles * interval.Length().TotalDays;
        foreach (var alarms in counts.SelectMany(count => count.Alarms).GroupBy(alarm => alarm.Key, alarm => alarm.Value))
            Console.WriteLine($"| {interval.Name()} | {alarms.Key} | {files.Length} | {candles} | {alarms.Sum()} | {alarms.Sum() / days:0.00} |");
    }

    private static async Task<(int Candles, Dictionary<string, int> Alarms)> CountAsync(string path, Interval interval)
    {
        var file = KlineFile.Find(path, TimeProvider.System);
        var detectors = DetectorCatalogue.All
            .Where(info => info.Input == DetectorInput.Bars)
            .Select(info => (BarDetector)info.Create(file.Instrument, interval: interval))
            .ToArray();
        var alarms = detectors.ToDictionary(detector => detector.Info.Name, _ => 0);
        var candles = 0;
        await foreach (var batch in file.ReadAsync())
        {
            candles += batch.Rows.Count;
            foreach (var kline in batch.Rows)
            {
                foreach (var detector in detectors)
                    alarms[detector.Info.Name] += detector.Apply(CandleOf(kline)) is null ? 0 : 1;
            }
        }

        return (candles, alarms);
    }

    private static Candle CandleOf(in Kline kline) => new()
    {
        OpenTime = kline.OpenTime,
        Open = kline.Open,
        High = kline.High,
        Low = kline.Low,
        Close = kline.Close,
        Volume = kline.Volume,
        QuoteVolume = kline.QuoteVolume,
        TakerBuyVolume = kline.TakerBuyVolume,
        TradeCount = kline.TradeCount,
        FirstTradeId = null,
        LastTradeId = null,
        Closed = true,
    };
}
