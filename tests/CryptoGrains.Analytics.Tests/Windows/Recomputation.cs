using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Windows;

/// <summary>Candles by another road: LINQ over decimals, straight from the definition.</summary>
internal static class Recomputation
{
    public static IReadOnlyList<Candle> Candles(IEnumerable<Trade> trades, Interval interval) =>
    [
        .. trades
            .DistinctBy(trade => trade.Id)
            .GroupBy(trade => interval.OpenOf(trade.EventTime))
            .OrderBy(group => group.Key)
            .Select(group => Candle(group.Key, [.. group.OrderBy(trade => trade.EventTime).ThenBy(trade => trade.Id)])),
    ];

    /// <summary>What must be equal whatever the order of arrival: all but how it came about.</summary>
    public static Candle Values(Candle candle) => candle with { Closed = false, Partial = false, Revision = 0 };

    private static Candle Candle(Timestamp openTime, IReadOnlyList<Trade> trades) => new()
    {
        OpenTime = openTime,
        Open = trades[0].Price,
        High = trades.Max(trade => trade.Price),
        Low = trades.Min(trade => trade.Price),
        Close = trades[^1].Price,
        Volume = trades.Sum(trade => trade.Quantity),
        QuoteVolume = trades.Sum(trade => trade.Price * trade.Quantity),
        TakerBuyVolume = trades.Where(trade => trade.TakerSide == TakerSide.Buy).Sum(trade => trade.Quantity),
        TradeCount = trades.Count,
        FirstTradeId = trades[0].Id,
        LastTradeId = trades[^1].Id,
    };
}
