namespace CryptoGrains.Analytics.Candles;

/// <summary>One series out of two that tell of the same market: for each open time the candle that knows more.</summary>
/// <remarks>
/// Where both have a candle: if trades are known to be missing from just one, the other is taken. Else one with trade ids, which was
/// computed from trades, is taken before one without, unless its volume is smaller. Else the one with the greater volume. Else the imported one.
/// </remarks>
public static class CandleUnion
{
    /// <summary>Unites two series.</summary>
    /// <param name="computed">What was computed from finer data, in order.</param>
    /// <param name="imported">What an exchange published for this interval, in order.</param>
    /// <param name="into">One candle for each open time of either, in order.</param>
    public static void Of(ReadOnlySpan<CandleRow> computed, ReadOnlySpan<CandleRow> imported, List<CandleRow> into)
    {
        var (c, i) = (0, 0);
        while (c < computed.Length && i < imported.Length)
        {
            var order = computed[c].OpenTime.CompareTo(imported[i].OpenTime);
            if (order == 0)
                into.Add(ImportedWins(computed[c], imported[i]) ? imported[i] : computed[c]);
            else
                into.Add(order < 0 ? computed[c] : imported[i]);

            c += order <= 0 ? 1 : 0;
            i += order >= 0 ? 1 : 0;
        }

        into.AddRange(computed[c..]);
        into.AddRange(imported[i..]);
    }

    private static bool ImportedWins(in CandleRow computed, in CandleRow imported)
    {
        if (computed.Partial != imported.Partial)
            return computed.Partial;
        return computed.KnowsIds && !imported.KnowsIds ? imported.Volume > computed.Volume : imported.Volume >= computed.Volume;
    }
}
