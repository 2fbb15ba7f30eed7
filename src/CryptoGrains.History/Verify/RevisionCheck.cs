using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>
/// Compares revisions with the version before: they tell of the past, not of the master data, so one step is what can be computed. A candle that was
/// closed and has other numbers now is one revision further; one that was not there begins at 0.
/// </summary>
internal static class RevisionCheck
{
    /// <summary>Compares them.</summary>
    /// <param name="log">Where differences are noted.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="served">What is served.</param>
    /// <param name="earlier">What the version before served of the same time.</param>
    public static void Compare(DifferenceLog log, string table, Instrument instrument, IEnumerable<Candle> served, IEnumerable<Candle> earlier)
    {
        var older = earlier.ToDictionary(candle => candle.OpenTime);
        foreach (var candle in served)
        {
            var expected = older.TryGetValue(candle.OpenTime, out var before)
                ? before.Revision + (before.Closed && Numbers(before) != Numbers(candle) ? 1 : 0)
                : 0;
            log.Compare(table, instrument, candle.OpenTime, "revision", candle.Revision, expected);
        }
    }

    private static Candle Numbers(Candle candle) => candle with { Closed = false, Partial = false, Revision = 0 };
}
