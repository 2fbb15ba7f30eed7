namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Instruments in order.</summary>
/// <param name="By">By what: <c>volume</c> or <c>change</c>.</param>
/// <param name="Time">When the instruments were asked, in ms since 1970: at most five seconds ago.</param>
/// <param name="Instruments">How many have traded.</param>
/// <param name="Ranking">The first of them.</param>
public sealed record RankingAnswer(string By, long Time, int Instruments, IReadOnlyList<RankedAnswer> Ranking);

/// <summary>An instrument in its place.</summary>
/// <param name="Symbol">The instrument: <c>BINANCE:BTCUSDT</c>.</param>
/// <param name="Last">The last price.</param>
/// <param name="ChangePercent">The last price less the first of the 24 hours, in percent of that.</param>
/// <param name="QuoteVolume">Σ price · quantity of the 24 hours, in the quote asset.</param>
public sealed record RankedAnswer(string Symbol, decimal Last, decimal ChangePercent, decimal QuoteVolume);
