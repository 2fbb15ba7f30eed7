using System.Collections.Immutable;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>The closes of many instruments, and what they were read from.</summary>
/// <param name="Matrix">The closes.</param>
/// <param name="Reads">The series, without their candles.</param>
internal sealed record MarketRead(PriceMatrix Matrix, ImmutableArray<SeriesRead> Reads)
{
    /// <summary>The most closes of an analysis.</summary>
    public const int MaxCells = 250_000;

    /// <summary>The most bars of an analysis of so many instruments.</summary>
    public static int MaxBars(int instruments) => Math.Min(SeriesReader.MaxBars, MaxCells / instruments);

    /// <summary>Reads the closed candles of a range; or, where it has no beginning, those of the latest bars that any of the instruments has.</summary>
    /// <exception cref="AnalysisRefusedException">There are more in the range than <paramref name="bars"/>.</exception>
    public static async Task<MarketRead> ReadAsync(
        SeriesReader reader,
        ImmutableArray<FoundInstrument> instruments,
        Interval interval,
        Timestamp? from,
        Timestamp? to,
        int bars,
        CancellationToken cancellationToken)
    {
        var points = new List<PricePoint>();
        var reads = ImmutableArray.CreateBuilder<SeriesRead>(instruments.Length);
        foreach (var found in instruments)
        {
            // One after the other: candles are a hundred bytes and more, and only their closes are kept.
            var read = await reader.ReadClosedAsync(found, interval, from, to, bars, cancellationToken);
            points.AddRange(read.Candles.Select(candle => new PricePoint(candle.OpenTime, found.Instrument, candle.Close)));
            reads.Add(read with { Candles = [] });
        }

        if (from is null && points.Count > 0)
        {
            var begin = points.Max(point => point.Time) - ((bars - 1) * interval.Length());
            points.RemoveAll(point => point.Time < begin);
        }

        return new MarketRead(PriceMatrix.Pivot(points, [.. instruments.Select(found => found.Instrument)]), reads.DrainToImmutable());
    }
}
