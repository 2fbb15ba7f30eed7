using System.Text.Json.Serialization;

namespace CryptoGrains.Gateway.Rest;

/// <summary>
/// The shape of <c>ohlcv</c> in the OpenAPI document. The answer itself is written by hand; a test holds the two together.
/// </summary>
/// <param name="Symbol">The instrument: <c>BINANCE:BTCUSDT</c>.</param>
/// <param name="Interval">The interval: <c>1m</c>.</param>
/// <param name="Boundary">Up to where the batch layer is complete, in ms since 1970; null where it has nothing yet.</param>
/// <param name="Version">The version of the batch table that was read; null where none was.</param>
/// <param name="Candles">The candles, by open time.</param>
/// <param name="Next">The cursor of the next page; null where the page ends the range.</param>
/// <param name="Warning">Which layer is missing, in a sentence; left out where none is.</param>
public sealed record CandlesAnswer(
    string Symbol,
    string Interval,
    long? Boundary,
    long? Version,
    IReadOnlyList<CandleAnswer> Candles,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning = null);

/// <summary>One candle.</summary>
/// <param name="OpenTime">The start of its interval, in ms since 1970.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price.</param>
/// <param name="Volume">Σ quantity, in the base asset.</param>
/// <param name="QuoteVolume">Σ price · quantity, in the quote asset; null where an imported candle does not tell. So are the next four.</param>
/// <param name="TradeCount">The number of trades.</param>
/// <param name="TakerBuyVolume">Σ quantity of the trades in which the buyer took.</param>
/// <param name="FirstTradeId">The id of the trade that 'open' is from.</param>
/// <param name="LastTradeId">The id of the trade that 'close' is from.</param>
/// <param name="Vwap">Σ(price · quantity) / Σ quantity; null where nothing traded, or the quote volume is not known.</param>
/// <param name="Closed">Whether its interval is over.</param>
/// <param name="Partial">Whether trades of it may be missing.</param>
/// <param name="Revision">How often it was corrected since it was closed.</param>
/// <param name="Source">The layer it comes from: <c>live</c> or <c>batch</c>.</param>
public sealed record CandleAnswer(
    long OpenTime, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal? QuoteVolume, long? TradeCount,
    decimal? TakerBuyVolume, long? FirstTradeId, long? LastTradeId, decimal? Vwap, bool Closed, bool Partial, int Revision, string Source);
