using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>Some candles of a source.</summary>
/// <param name="Rows">The candles.</param>
/// <param name="Unreadable">What could not be read as one: sentences with place and reason.</param>
public sealed record KlineRows(IReadOnlyList<Kline> Rows, IReadOnlyList<string> Unreadable);
