namespace CryptoGrains.Analytics.Candles;

/// <summary>Counts how often the history corrected a candle.</summary>
public static class Revisions
{
    /// <summary>
    /// Gives each newer candle the revision of the older one of its open time, one more where its numbers differ and the older one was
    /// closed; 0 where there is none. Both are in order.
    /// </summary>
    public static void Carry(ReadOnlySpan<CandleRow> older, Span<CandleRow> newer)
    {
        var at = 0;
        foreach (ref var row in newer)
        {
            while (at < older.Length && older[at].OpenTime < row.OpenTime)
                at++;

            row.Revision = at < older.Length && older[at].OpenTime == row.OpenTime ? After(older[at], row) : 0;
        }
    }

    private static int After(in CandleRow older, in CandleRow newer) =>
        older.Revision + (older.Closed && !CandleRow.SameNumbers(older, newer) ? 1 : 0);
}
