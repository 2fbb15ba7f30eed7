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

    /// <summary>Whether nothing of it is expected to change: only a correction could.</summary>
    /// <param name="interval">The candles' interval.</param>
    /// <param name="to">The end of the range that was asked for; null where it had none.</param>
    /// <param name="after">How far the watermark must have passed the end.</param>
    public bool IsSettled(Interval interval, Timestamp? to, TimeSpan after)
    {
        if (Warning is not null || (Next ?? to) is not { } end || !Candles.All(candle => candle.Closed))
            return false;

        // A candle in which the range ends may still come, and none is there yet to say so.
        end = RangeEnd.AlignedUp(interval, end);
        return IsHistoryAlone
            ? MadeFrom.Table is not null && (Boundary is null || end <= Boundary)
            : end + after <= Watermark;
    }
}
