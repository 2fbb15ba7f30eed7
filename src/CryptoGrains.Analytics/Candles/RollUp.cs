using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>Longer candles out of shorter ones.</summary>
public static class RollUp
{
    /// <summary>Rolls candles up.</summary>
    /// <param name="finer">Candles of one interval, in order.</param>
    /// <param name="finerLength">Their length.</param>
    /// <param name="to">The longer interval, a whole multiple.</param>
    /// <param name="into">Where the longer ones go. One is partial where one inside it is, or where imported ones inside it are missing.</param>
    public static void Of(ReadOnlySpan<CandleRow> finer, TimeSpan finerLength, Interval to, List<CandleRow> into) => throw new NotSupportedException();
}
