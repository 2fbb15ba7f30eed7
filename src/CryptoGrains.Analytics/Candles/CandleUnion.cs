namespace CryptoGrains.Analytics.Candles;

/// <summary>One series out of two that tell of the same market: for each open time the candle that knows more.</summary>
public static class CandleUnion
{
    /// <summary>Unites two series.</summary>
    /// <param name="computed">What was computed from finer data, in order.</param>
    /// <param name="imported">What an exchange published for this interval, in order.</param>
    /// <param name="into">One candle for each open time of either, in order.</param>
    public static void Of(ReadOnlySpan<CandleRow> computed, ReadOnlySpan<CandleRow> imported, List<CandleRow> into) =>
        throw new NotSupportedException();
}
