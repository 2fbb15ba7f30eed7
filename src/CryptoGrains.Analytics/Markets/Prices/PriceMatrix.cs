using System.Collections.Immutable;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// Closes of many instruments side by side: a row for each time at which any of them has a candle, a column for each instrument, null where an
/// instrument has none. Nothing is invented: no row for a time without candles, no price carried on.
/// </summary>
public sealed class PriceMatrix
{
    private readonly decimal?[] _closes;

    private PriceMatrix(ImmutableArray<Timestamp> times, ImmutableArray<Instrument> instruments, decimal?[] closes)
    {
        Times = times;
        Instruments = instruments;
        _closes = closes;
    }

    /// <summary>The rows' times, ascending: open times.</summary>
    public ImmutableArray<Timestamp> Times { get; }

    /// <summary>The columns.</summary>
    public ImmutableArray<Instrument> Instruments { get; }

    /// <summary>A close; null where the instrument has no candle at that time.</summary>
    public decimal? this[int row, int column] => _closes[(row * Instruments.Length) + column];

    /// <summary>Arranges closes as a matrix.</summary>
    /// <param name="points">The closes, in any order, one at the most for each time and instrument.</param>
    /// <param name="instruments">The columns, each once; an instrument without closes has a column of nulls.</param>
    /// <exception cref="ArgumentException">A close comes twice, or is of none of the instruments; or an instrument is named twice.</exception>
    public static PriceMatrix Pivot(IReadOnlyCollection<PricePoint> points, ImmutableArray<Instrument> instruments)
    {
        ImmutableArray<Timestamp> times = [.. points.Select(point => point.Time).Distinct().Order()];
        var rows = Places(times);
        var columns = Places(instruments);
        var closes = new decimal?[times.Length * instruments.Length];
        foreach (var (time, instrument, close) in points)
        {
            if (!columns.TryGetValue(instrument, out var column))
                throw new ArgumentException($"There is a close of {instrument}, which is none of the columns.", nameof(points));

            ref var cell = ref closes[(rows[time] * instruments.Length) + column];
            cell = cell is null ? close : throw new ArgumentException($"There are two closes of {instrument} at {time}.", nameof(points));
        }

        return new PriceMatrix(times, instruments, closes);
    }

    /// <summary>The closes again, row by row and in a row by column: what <see cref="Pivot"/> was given.</summary>
    public IEnumerable<PricePoint> Melt()
    {
        for (var row = 0; row < Times.Length; row++)
        {
            for (var column = 0; column < Instruments.Length; column++)
            {
                if (this[row, column] is { } close)
                    yield return new PricePoint(Times[row], Instruments[column], close);
            }
        }
    }

    /// <summary>
    /// The logarithmic returns of a row, ln(close / close of the bar just before); NaN where either bar is missing, so that no return spans a gap.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="interval">The candles' interval.</param>
    /// <param name="returns">Takes one for each column.</param>
    public void LogReturns(int row, Interval interval, Span<double> returns)
    {
        returns.Fill(double.NaN);
        if (row == 0 || Times[row] - Times[row - 1] != interval.Length())
            return;

        for (var column = 0; column < Instruments.Length; column++)
        {
            if (this[row, column] is { } close && this[row - 1, column] is { } before)
                returns[column] = LogReturn.Of((double)close, (double)before);
        }
    }

    private static Dictionary<T, int> Places<T>(ImmutableArray<T> items)
        where T : notnull => items.Select((item, place) => (item, place)).ToDictionary(pair => pair.item, pair => pair.place);
}
