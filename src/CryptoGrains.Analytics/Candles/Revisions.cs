namespace CryptoGrains.Analytics.Candles;

/// <summary>Counts how often the history corrected a candle.</summary>
public static class Revisions
{
    /// <summary>
    /// Gives each newer candle the revision of the older one of its open time, one more where its numbers differ and the older one was
    /// closed; 0 where there is none.
    /// </summary>
    public static void Carry(ReadOnlySpan<CandleRow> older, Span<CandleRow> newer) => throw new NotSupportedException();
}
