using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Timelines;

/// <summary>Candles of one instrument and interval, of whichever layers.</summary>
/// <param name="Candles">The candles, in order.</param>
/// <param name="Next">The open time of the next one in the range; null at its end.</param>
internal sealed record TimelinePage(ImmutableArray<Candle> Candles, Timestamp? Next)
{
    /// <summary>What it was made from.</summary>
    public PageVersion MadeFrom { get; init; }

    /// <summary>Up to where the batch layer is complete; null where it has nothing of the instrument, or was not asked.</summary>
    public Timestamp? Boundary { get; init; }

    /// <summary>The live watermark before the candles were read; the least of all times where it was not asked for.</summary>
    public Timestamp Watermark { get; init; } = Timestamp.MinValue;

    /// <summary>Whether the live layer has no say in it, whatever comes.</summary>
    public bool IsHistoryAlone { get; init; }

    /// <summary>Which layer is missing, in a sentence; null where none is.</summary>
    public string? Warning { get; init; }
}
