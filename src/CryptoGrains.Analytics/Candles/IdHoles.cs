namespace CryptoGrains.Analytics.Candles;

/// <summary>
/// How many trade ids are missing inside the candles of a series and between them, as far as their first ids, last ids and counts tell.
/// </summary>
/// <remarks>
/// Exact where ids rise with time. Where they don't, some places lack ids that others have too many of: a place with too many is set off
/// against the two places beside it, and only what remains counts as missing. Nothing looks further than two candles to either side.
/// </remarks>
internal readonly ref struct IdHoles(ReadOnlySpan<CandleRow> rows)
{
    private readonly ReadOnlySpan<CandleRow> _rows = rows;

    /// <summary>How many are missing inside a candle; null where it can't be known.</summary>
    public long? Inside(int row) => Missing((2 * row) + 1);

    /// <summary>How many are missing between a candle and the one before it; null where it can't be known.</summary>
    public long? Before(int row) => Missing(2 * row);

    // Places are numbered along the series: 2 · row lies before a candle, 2 · row + 1 inside it.
    private long? Missing(int place)
    {
        if (Surplus(place) is not { } surplus)
            return null;
        if (surplus <= 0)
            return 0;

        var (left, right) = (Surplus(place - 1) ?? 0, Surplus(place + 1) ?? 0);
        if (left >= 0 && right >= 0)
            return surplus;

        var remains = 0L;
        if (left < 0)
            remains = Math.Max(remains, surplus + left + Math.Max(0, Surplus(place - 2) ?? 0));
        if (right < 0)
            remains = Math.Max(remains, surplus + right + Math.Max(0, Surplus(place + 2) ?? 0));
        return Math.Min(surplus, remains);
    }

    /// <summary>How many more ids lie between the ends of a place than trades are known there; below zero where ids don't rise with time.</summary>
    private long? Surplus(int place)
    {
        var row = place >> 1;
        if (place < 0 || row >= _rows.Length)
            return null;

        ref readonly var candle = ref _rows[row];
        if ((place & 1) != 0)
        {
            return candle.KnowsIds && candle.TradeCount != CandleRow.UnknownCount
                ? candle.LastTradeId - candle.FirstTradeId + 1 - candle.TradeCount
                : null;
        }

        if (row == 0 || candle.FirstTradeId == CandleRow.UnknownCount || _rows[row - 1].LastTradeId == CandleRow.UnknownCount)
            return null;
        return candle.FirstTradeId - _rows[row - 1].LastTradeId - 1;
    }
}
