using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>Makes what an exchange published into what the tables hold.</summary>
internal static class ImportedRow
{
    /// <summary>Makes it.</summary>
    /// <returns>Why it can't be held, in a sentence; null when it can.</returns>
    public static string? TryMake(in Kline kline, KlineInterval interval, out CandleRow row)
    {
        row = default;
        if (kline.Refuse(interval) is { } reason)
            return reason;

        return CandleRow.TryFrom(ToCandle(kline), CandleOrigin.Import, out row, out var mistake) ? null : mistake;
    }

    private static Candle ToCandle(in Kline kline) => new()
    {
        OpenTime = kline.OpenTime,
        Open = kline.Open,
        High = kline.High,
        Low = kline.Low,
        Close = kline.Close,
        Volume = kline.Volume,
        QuoteVolume = kline.QuoteVolume,
        TradeCount = kline.TradeCount,
        TakerBuyVolume = kline.TakerBuyVolume,
        FirstTradeId = null,
        LastTradeId = null,
        Closed = true,
        Partial = false,
        Revision = 0,
        Source = CandleSource.Batch,
    };
}
