namespace CryptoGrains.Gateway.Rest;

/// <summary>
/// The shape of <c>realtime</c> in the OpenAPI document: the statistics of the running minute and the 1,439 before it.
/// </summary>
/// <param name="Symbol">The instrument: <c>BINANCE:BTCUSDT</c>.</param>
/// <param name="Last">The price of the last trade.</param>
/// <param name="LastTradeId">Its id.</param>
/// <param name="LastTradeTime">Its time, in ms since 1970.</param>
/// <param name="Open">The first price of the 24 hours.</param>
/// <param name="High">The highest.</param>
/// <param name="Low">The lowest.</param>
/// <param name="Volume">Σ quantity, in the base asset.</param>
/// <param name="QuoteVolume">Σ price · quantity, in the quote asset.</param>
/// <param name="TradeCount">The number of trades.</param>
/// <param name="TradesPerSecond">Trades a second over the last 60 seconds.</param>
/// <param name="Watermark">The time before which candles are closed, in ms since 1970.</param>
/// <param name="Change">Last less open.</param>
/// <param name="ChangePercent">The change in percent of open.</param>
/// <param name="Vwap">Σ(price · quantity) / Σ quantity; null where nothing traded in the 24 hours.</param>
/// <param name="Age">How long ago the last trade was, in ms, by the server's clock.</param>
/// <param name="TotalTrades">How many trades have been counted since the instrument was first seen.</param>
/// <param name="Duplicates">How many came again and were passed over.</param>
/// <param name="TooLate">How many came too late for the live candles.</param>
/// <param name="Refused">How many could not be counted exactly and were set aside.</param>
/// <param name="Gaps">How many ranges of trade ids are missing.</param>
public sealed record TickerAnswer(
    string Symbol, decimal Last, long LastTradeId, long LastTradeTime, decimal Open, decimal High, decimal Low, decimal Volume,
    decimal QuoteVolume, long TradeCount, double TradesPerSecond, long Watermark, decimal Change, decimal ChangePercent, decimal? Vwap,
    long Age, long TotalTrades, long Duplicates, long TooLate, long Refused, int Gaps);
