using CryptoGrains.History.Import;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Import;

/// <summary>Candles as the tests of the import need them.</summary>
internal static class SampleKlines
{
    public static readonly Instrument Bitcoin = Instrument.Parse("BINANCE:BTCUSDT");

    public static readonly KlineInterval Hour = KlineInterval.Find("1h")!;

    public static readonly Timestamp NewYear = Timestamp.From(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>A candle so many hours after the year's beginning, as a file of six columns tells it.</summary>
    public static Kline Of(int hour, decimal volume = 10, decimal close = 101) =>
        new(NewYear + TimeSpan.FromHours(hour), 100, 110, 90, close, volume, null, null, null);

    /// <summary>A source of Bitcoin's hours.</summary>
    public static KlineSource Source(params Kline[] rows) => Source(Bitcoin, Hour, rows);

    /// <summary>A source.</summary>
    public static KlineSource Source(Instrument instrument, KlineInterval interval, params Kline[] rows) =>
        new("a file", instrument, interval, _ => Batches(rows));

    private static async IAsyncEnumerable<KlineRows> Batches(Kline[] rows)
    {
        foreach (var batch in rows.Chunk(3))
        {
            await Task.Yield();
            yield return new KlineRows(batch, []);
        }
    }
}
