namespace CryptoGrains.Analytics.Candles;

/// <summary>Finds the candles of which trades are missing, by the trade ids.</summary>
public static class PartialMarks
{
    /// <summary>
    /// Marks candles: one is partial where ids inside it are missing, or between it and its neighbour, or where the series begins with it.
    /// An imported candle, and one beside a candle without ids, keeps its mark and may get one.
    /// </summary>
    /// <remarks>
    /// Where ids rise with time the marks are those of the live windows, once the watermark is past. Where they don't, a candle tells too
    /// little (its first and last ids need not be its least and greatest), and the marks are as near as that allows.
    /// A mark depends on the two rows before and after its own and on no others.
    /// </remarks>
    /// <param name="rows">A series of one instrument and interval, in order.</param>
    /// <param name="from">The first row to mark.</param>
    /// <param name="to">The row after the last one to mark.</param>
    /// <param name="isWhole">Whether the series begins with the first row; else what is before it is not known, and its mark is left as it is.</param>
    public static void Mark(Span<CandleRow> rows, int from, int to, bool isWhole)
    {
        var holes = new IdHoles(rows);
        var beginsSeries = isWhole && rows.Length > 0 && rows[0].FirstTradeId != CandleRow.UnknownCount;
        var before = from == 0 && beginsSeries ? 1 : holes.Before(from);
        for (var i = from; i < to; i++)
        {
            ref var row = ref rows[i];
            var inside = holes.Inside(i);
            var after = i + 1 < rows.Length ? holes.Before(i + 1) : 0;

            var keeps = row.Origin == CandleOrigin.Import || before is null || inside is null || after is null;
            row.Partial = (keeps && row.Partial) || before > 0 || inside > 0 || after > 0;
            before = after;
        }
    }
}
