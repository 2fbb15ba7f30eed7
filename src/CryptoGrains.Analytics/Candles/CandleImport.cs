namespace CryptoGrains.Analytics.Candles;

/// <summary>What became of imported candles.</summary>
/// <param name="Added">Of times that were not held yet.</param>
/// <param name="Same">Equal to what was held.</param>
/// <param name="Improved">More complete than what was held, or a correction of it; they replace it.</param>
/// <param name="Stale">Less complete than what was held, which stays.</param>
/// <param name="Repeated">Of a time that came more than once in the same import.</param>
public readonly record struct CandleImportCounts(long Added, long Same, long Improved, long Stale, long Repeated);

/// <summary>Brings imported candles into those that are held: the more complete of two is kept.</summary>
public static class CandleImport
{
    /// <summary>Merges them.</summary>
    /// <param name="held">What is held, in order.</param>
    /// <param name="imported">What comes in, in order of arrival; need not be sorted, may repeat.</param>
    /// <param name="replace">Whether what comes in is right whatever is held.</param>
    /// <param name="into">One candle for each open time, in order.</param>
    public static CandleImportCounts Merge(ReadOnlySpan<CandleRow> held, ReadOnlySpan<CandleRow> imported, bool replace, List<CandleRow> into) =>
        throw new NotSupportedException();
}
