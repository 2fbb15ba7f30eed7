using System.Collections.Immutable;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Candles of one instrument that were read for an analysis.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Candles">The candles, in order.</param>
/// <param name="Version">What they were read from.</param>
/// <param name="IsSettled">Whether nothing of them is expected to change.</param>
/// <param name="Warning">Which layer is missing, in a sentence; null where none is.</param>
internal sealed record SeriesRead(
    Instrument Instrument, ImmutableArray<Candle> Candles, SeriesVersion Version, bool IsSettled, string? Warning)
{
    public static SeriesRead Of(Instrument instrument, ISymbolGrain? grain, Interval interval, TimelinePage page, bool isSettled) => new(
        instrument, page.Candles, new SeriesVersion(grain, interval, page.MadeFrom, page.IsHistoryAlone), isSettled, page.Warning);
}
