using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>The last trade, and the running minute with the 1,439 before it.</summary>
/// <param name="Last">The price of the trade with the greatest (event time, trade id).</param>
/// <param name="LastTradeId">The id of that trade.</param>
/// <param name="LastTradeTime">Its event time.</param>
/// <param name="Day">The 24 hours as one candle; null where nothing traded in them.</param>
/// <param name="TradesPerSecond">Trades a second over the last 60 seconds.</param>
public readonly record struct DaySummary(
    decimal Last,
    long LastTradeId,
    Timestamp LastTradeTime,
    Candle? Day,
    double TradesPerSecond);
