using System.Collections.Immutable;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Market;

namespace CryptoGrains.History.Reading;

/// <summary>Gathers a page out of slices: in order from the start of a range, or against it from its end.</summary>
internal sealed class PageBuilder(CandlesAsked asked)
{
    private readonly long _from = asked.From?.Microseconds ?? long.MinValue;
    private readonly long _to = asked.To?.Microseconds ?? long.MaxValue;

    /// <summary>Runs of rows in the order in which they came.</summary>
    private readonly List<ArraySegment<CandleRow>> _runs = [];
    private int _count;
    private Timestamp? _next;

    /// <summary>Whether no further slice is needed: the page is full and, in order, what comes after it is known.</summary>
    public bool IsFull => asked.From is null ? _count == asked.Limit : _next is not null;

    /// <summary>Whether a slice may hold candles of the range.</summary>
    public bool Touches(Slice slice) => slice.Last >= _from && slice.First < _to;

    /// <summary>Adds the slice after those that were added.</summary>
    /// <exception cref="DeltaException">It overlaps the one before it.</exception>
    public void AddAfter(CandleRow[] rows)
    {
        var (start, end) = (CandleRow.IndexFrom(rows, _from), CandleRow.IndexFrom(rows, _to));
        if (start == end)
            return;
        if (_runs.Count > 0 && rows[start].OpenTime <= _runs[^1][^1].OpenTime)
            throw Overlap(rows[start]);

        var taken = Math.Min(end - start, asked.Limit - _count);
        if (taken < end - start)
            _next = new Timestamp(rows[start + taken].OpenTime);
        if (taken > 0)
            _runs.Add(new ArraySegment<CandleRow>(rows, start, taken));
        _count += taken;
    }

    /// <summary>Adds the slice before those that were added.</summary>
    /// <exception cref="DeltaException">It overlaps the one after it.</exception>
    public void AddBefore(CandleRow[] rows)
    {
        var end = CandleRow.IndexFrom(rows, _to);
        if (end == 0)
            return;
        if (_runs.Count > 0 && rows[end - 1].OpenTime >= _runs[^1][0].OpenTime)
            throw Overlap(rows[end - 1]);

        var taken = Math.Min(end, asked.Limit - _count);
        _runs.Add(new ArraySegment<CandleRow>(rows, end - taken, taken));
        _count += taken;
    }

    /// <summary>The candles in order, and the open time of the next one in the range.</summary>
    public (ImmutableArray<Candle> Candles, Timestamp? Next) Finish()
    {
        if (asked.From is null)
            _runs.Reverse();
        var candles = ImmutableArray.CreateBuilder<Candle>(_count);
        foreach (var run in _runs)
        {
            foreach (ref readonly var row in run.AsSpan())
                candles.Add(row.ToCandle(CandleSource.Batch));
        }

        return (candles.MoveToImmutable(), _next);
    }

    private DeltaException Overlap(in CandleRow row) => new(
        $"Two files of {asked.Instrument}, {asked.Interval.Name()}, hold {new Timestamp(row.OpenTime)}, which must never be: "
        + "rebuild the table with 'rebuild --full'.");
}
