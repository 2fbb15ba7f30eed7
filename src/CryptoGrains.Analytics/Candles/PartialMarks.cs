namespace CryptoGrains.Analytics.Candles;

/// <summary>Finds the candles of which trades are missing, by the trade ids.</summary>
public static class PartialMarks
{
    /// <summary>
    /// Marks candles: one is partial where ids inside it are missing, or between it and its neighbour, or where the series begins with it.
    /// An imported candle has no ids and keeps its mark.
    /// </summary>
    /// <param name="rows">A series of one instrument and interval, in order.</param>
    /// <param name="from">The first row to mark.</param>
    /// <param name="to">The row after the last one to mark.</param>
    /// <param name="isWhole">Whether the series begins with the first row; else what is before it is not known, and its mark is left as it is.</param>
    public static void Mark(Span<CandleRow> rows, int from, int to, bool isWhole) => throw new NotSupportedException();
}
