using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>A candle as the indicators see it: each number is the <see cref="double"/> nearest to the exact one.</summary>
/// <param name="OpenTime">The start of the interval.</param>
/// <param name="Open">The first price, in the quote asset.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price.</param>
/// <param name="Volume">Σ quantity, in the base asset.</param>
/// <param name="QuoteVolume">Σ price · quantity, in the quote asset; null where the candle does not tell.</param>
public readonly record struct Bar(
    Timestamp OpenTime, double Open, double High, double Low, double Close, double Volume, double? QuoteVolume)
{
    private static readonly Int128 WidestPower = FixedPoint.PowerOfTen(18);

    /// <summary>The bar of a candle.</summary>
    public static Bar From(in Candle candle) => new(
        candle.OpenTime,
        Nearest(candle.Open),
        Nearest(candle.High),
        Nearest(candle.Low),
        Nearest(candle.Close),
        Nearest(candle.Volume),
        candle.QuoteVolume is { } quote ? Nearest(quote) : null);

    /// <summary>Says in a sentence why it can't be a bar of an interval; null where it can.</summary>
    public string? Refuse(Interval interval)
    {
        if (interval.OpenOf(OpenTime) != OpenTime)
            return $"No bar of {interval.Name()} opens at {OpenTime}: bars are aligned to 1970-01-01 00:00 UTC.";
        if (!(Low > 0 && double.IsFinite(High) && Low <= Open && Open <= High && Low <= Close && Close <= High))
            return $"The bar at {OpenTime} has open {Open}, high {High}, low {Low}, close {Close}: "
                + "prices are positive and finite, and open and close lie between low and high.";
        if (!(Volume >= 0 && double.IsFinite(Volume)) || QuoteVolume is { } quote && !(quote >= 0 && double.IsFinite(quote)))
            return $"The bar at {OpenTime} has volume {Volume} and quote volume {QuoteVolume}: volumes are finite and not negative.";
        return null;
    }

    // The conversion that comes with decimal divides two rounded numbers where there are more than 53 bits.
    private static double Nearest(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = ((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0];
        var power = value.Scale <= 18
            ? FixedPoint.PowerOfTen(value.Scale)
            : WidestPower * FixedPoint.PowerOfTen(value.Scale - 18);
        return ExactRatio.Of(value < 0 ? -magnitude : magnitude, power);
    }
}
