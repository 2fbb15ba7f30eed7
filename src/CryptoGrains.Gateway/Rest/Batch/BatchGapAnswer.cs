using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary>A time in which something is missing.</summary>
/// <param name="Symbol">The instrument: <c>BINANCE:BTCUSDT</c>.</param>
/// <param name="Interval">The length of the imported candles that are missing; null where trades are.</param>
/// <param name="From">Where it begins, in ms since 1970.</param>
/// <param name="To">Where it ends, in ms since 1970.</param>
/// <param name="Missing">How many candles, or trade ids, are missing.</param>
public sealed record BatchGapAnswer(string Symbol, string? Interval, long From, long To, long Missing)
{
    internal static BatchGapAnswer Of(GapRow row) => new(
        row.Symbol, row.Interval, new Timestamp(row.From).UnixMilliseconds, new Timestamp(row.To).UnixMilliseconds, row.Missing);
}
