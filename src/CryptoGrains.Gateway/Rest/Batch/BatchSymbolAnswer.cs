using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary>What the history has of one instrument.</summary>
/// <param name="Symbol">The instrument: <c>BINANCE:BTCUSDT</c>.</param>
/// <param name="FirstDay">The first day with a candle.</param>
/// <param name="LastDay">The last day with a candle.</param>
/// <param name="Days">How many days have a candle.</param>
/// <param name="MissingDays">How many days between the first and the last have none.</param>
/// <param name="Gaps">How many gaps are listed.</param>
/// <param name="Boundary">Up to where the batch layer is complete, in ms since 1970; null where it has no trades of the venue's log.</param>
/// <param name="Origin">What its days were made from: <c>trades</c>, <c>import</c>, or <c>both</c>.</param>
public sealed record BatchSymbolAnswer(
    string Symbol, DateOnly FirstDay, DateOnly LastDay, long Days, long MissingDays, long Gaps, long? Boundary, string Origin)
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    internal static BatchSymbolAnswer Of(SymbolRow row) => new(
        row.Symbol,
        Epoch.AddDays(row.FirstDay),
        Epoch.AddDays(row.LastDay),
        row.Days,
        row.MissingDays,
        row.Gaps,
        row.Boundary is { } boundary ? new Timestamp(boundary).UnixMilliseconds : null,
        row.Origin);
}
