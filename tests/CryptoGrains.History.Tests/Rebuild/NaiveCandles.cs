using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Rebuild;

/// <summary>Candles as one would write them down: trades grouped by their interval, in decimals.</summary>
internal static class NaiveCandles
{
    public static List<Candle> Of(IEnumerable<Trade> trades, string instrument, Interval interval) =>
    [
        .. trades
            .Where(trade => trade.Instrument.Name == instrument)
            .DistinctBy(trade => trade.Id)
            .OrderBy(trade => trade.EventTime)
            .ThenBy(trade => trade.Id)
            .GroupBy(trade => interval.OpenOf(trade.EventTime))
            .Select(group => new Candle
            {
                OpenTime = group.Key,
                Open = group.First().Price,
                High = group.Max(trade => trade.Price),
                Low = group.Min(trade => trade.Price),
                Close = group.Last().Price,
                Volume = group.Sum(trade => trade.Quantity),
                QuoteVolume = group.Sum(trade => trade.Price * trade.Quantity),
                TakerBuyVolume = group.Where(trade => trade.TakerSide == TakerSide.Buy).Sum(trade => trade.Quantity),
                TradeCount = group.Count(),
                FirstTradeId = group.First().Id,
                LastTradeId = group.Last().Id,
                Source = CandleSource.Batch,
            }),
    ];

    /// <summary>Rows as candles, without what tells of the past and of neighbours.</summary>
    public static List<Candle> Numbers(IEnumerable<CandleRow> rows) =>
        [.. rows.Select(row => row.ToCandle(CandleSource.Batch) with { Closed = false, Partial = false, Revision = 0 })];
}
