using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>Where candles come from: a file, or a venue.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Instrument">What the candles are of.</param>
/// <param name="Interval">How long each is.</param>
/// <param name="Read">Reads them, from the beginning each time: a second time where another import came first.</param>
public sealed record KlineSource(
    string Name, Instrument Instrument, KlineInterval Interval, Func<CancellationToken, IAsyncEnumerable<KlineRows>> Read);
