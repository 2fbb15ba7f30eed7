using System.Collections.Immutable;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Closed candles of one instrument.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Interval">The candles' interval.</param>
/// <param name="Candles">The candles, in order.</param>
internal sealed record ClosedSeries(Instrument Instrument, Interval Interval, ImmutableArray<Candle> Candles)
{
    /// <summary>The first open time, in ms since 1970; null without candles.</summary>
    public long? First => Candles is [var first, ..] ? first.OpenTime.UnixMilliseconds : null;

    /// <summary>The last open time, in ms since 1970; null without candles.</summary>
    public long? Last => Candles is [.., var last] ? last.OpenTime.UnixMilliseconds : null;

    /// <summary>The logarithmic return of each candle; NaN where the bar just before it is missing.</summary>
    public double[] Returns()
    {
        var matrix = PriceMatrix.Pivot([.. Candles.Select(candle => new PricePoint(candle.OpenTime, Instrument, candle.Close))], [Instrument]);
        var returns = new double[Candles.Length];
        for (var row = 0; row < returns.Length; row++)
            matrix.LogReturns(row, Interval, returns.AsSpan(row, 1));
        return returns;
    }

    /// <summary>The returns that there are, with the open times of their bars.</summary>
    public IReadOnlyList<(Timestamp Time, double Return)> KnownReturns() =>
        [.. Candles.Zip(Returns(), (candle, value) => (candle.OpenTime, value)).Where(one => !double.IsNaN(one.value))];
}
