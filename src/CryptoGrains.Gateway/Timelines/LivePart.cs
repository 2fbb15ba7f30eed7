using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Timelines;

/// <summary>What the live layer has of a range.</summary>
/// <param name="Version">The version of the series; null for an instrument that is not traded live.</param>
/// <param name="Candles">The candles, in order.</param>
/// <param name="Next">The open time of the next one in the range; null at its end.</param>
/// <param name="Watermark">The watermark before the candles were read; the least of all times where it was not asked for.</param>
internal sealed record LivePart(long? Version, ImmutableArray<Candle> Candles, Timestamp? Next, Timestamp Watermark)
{
    /// <summary>Of an instrument that is not traded live.</summary>
    public static readonly LivePart None = new(Version: null, [], Next: null, Timestamp.MinValue);
}
