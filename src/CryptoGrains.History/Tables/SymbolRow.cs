namespace CryptoGrains.History.Tables;

/// <summary>A line of <c>symbols</c>: what the history has of one instrument.</summary>
/// <param name="Symbol">The instrument's name.</param>
/// <param name="FirstDay">The first day with a candle, in days since 1970.</param>
/// <param name="LastDay">The last one.</param>
/// <param name="Days">How many days have a candle.</param>
/// <param name="MissingDays">How many days between the first and the last have none.</param>
/// <param name="Gaps">How many lines <c>gaps</c> has of it.</param>
/// <param name="Boundary">Up to where the batch layer is complete, in µs since 1970; null where it has no trades of the venue's log.</param>
/// <param name="Origin">What its days were made from: <c>trades</c>, <c>import</c>, or <c>both</c>.</param>
public sealed record SymbolRow(string Symbol, int FirstDay, int LastDay, long Days, long MissingDays, long Gaps, long? Boundary, string Origin);
