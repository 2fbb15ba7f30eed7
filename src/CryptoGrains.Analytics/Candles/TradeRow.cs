namespace CryptoGrains.Analytics.Candles;

/// <summary>A trade of one instrument as the history computes with it: prices and quantities are digits with <see cref="CandleRow.Decimals"/> decimals.</summary>
/// <param name="Time">The event time in µs since 1970.</param>
/// <param name="Id">The exchange's id.</param>
/// <param name="Price">The price, in 10^-12 of the quote asset.</param>
/// <param name="Quantity">The quantity, in 10^-12 of the base asset.</param>
/// <param name="TakerBuys">Whether the buyer took.</param>
public readonly record struct TradeRow(long Time, long Id, Int128 Price, Int128 Quantity, bool TakerBuys);
