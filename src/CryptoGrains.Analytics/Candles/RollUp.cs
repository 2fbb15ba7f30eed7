using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>Longer candles out of shorter ones.</summary>
public static class RollUp
{
    /// <summary>
    /// Rolls candles up: sums, the open of the first that traded, the close of the last that did. What one of them does not know the whole
    /// doesn't know. The whole is imported if one of them is; it is never closed, and its revision is 0.
    /// </summary>
    /// <param name="finer">Candles of one interval, in order.</param>
    /// <param name="finerLength">Their length.</param>
    /// <param name="to">The longer interval, a whole multiple.</param>
    /// <param name="into">
    /// Where the longer ones go. One is partial where one inside it is, or where imported ones inside it are missing: an exchange publishes
    /// a candle for every interval, silent ones too.
    /// </param>
    /// <exception cref="ArgumentException">The longer interval is not a whole multiple.</exception>
    public static void Of(ReadOnlySpan<CandleRow> finer, TimeSpan finerLength, Interval to, List<CandleRow> into)
    {
        var length = (long)to.Length().TotalMicroseconds;
        if (finerLength <= TimeSpan.Zero || to.Length().Ticks % finerLength.Ticks != 0)
            throw new ArgumentException($"Candles of {finerLength} don't add up to {to.Name()}.", nameof(finerLength));

        var whole = (int)(to.Length().Ticks / finerLength.Ticks);
        for (var start = 0; start < finer.Length;)
        {
            var openTime = to.OpenOf(new Timestamp(finer[start].OpenTime)).Microseconds;
            var next = start + 1;
            while (next < finer.Length && finer[next].OpenTime < openTime + length)
                next++;

            into.Add(Sum(finer[start..next], openTime, whole));
            start = next;
        }
    }

    private static CandleRow Sum(ReadOnlySpan<CandleRow> parts, long openTime, int whole)
    {
        var sum = parts[0];
        sum.OpenTime = openTime;
        sum.LastTradeId = parts[^1].LastTradeId;
        sum.Revision = 0;
        sum.Closed = false;
        foreach (ref readonly var part in parts[1..])
        {
            AddPrices(ref sum, part);
            sum.Volume += part.Volume;
            sum.QuoteVolume = Add(sum.QuoteVolume, part.QuoteVolume);
            sum.TakerBuyVolume = Add(sum.TakerBuyVolume, part.TakerBuyVolume);
            sum.TradeCount = part.TradeCount == CandleRow.UnknownCount || sum.TradeCount == CandleRow.UnknownCount
                ? CandleRow.UnknownCount
                : sum.TradeCount + part.TradeCount;
            sum.Partial |= part.Partial;
            if (part.Origin == CandleOrigin.Import)
                sum.Origin = CandleOrigin.Import;
        }

        sum.Partial |= sum.Origin == CandleOrigin.Import && parts.Length < whole;
        return sum;
    }

    // The flat candle that an exchange publishes for a silent interval repeats a price of before it. Until one has traded, the first stands in.
    private static void AddPrices(ref CandleRow sum, in CandleRow part)
    {
        if (part.Volume == 0)
            return;

        if (sum.Volume == 0)
            (sum.Open, sum.High, sum.Low) = (part.Open, part.High, part.Low);
        if (part.High > sum.High)
            sum.High = part.High;
        if (part.Low < sum.Low)
            sum.Low = part.Low;
        sum.Close = part.Close;
    }

    // No volume is negative but the unknown one.
    private static Int128 Add(Int128 one, Int128 other) =>
        Int128.IsNegative(one) || Int128.IsNegative(other) ? CandleRow.UnknownVolume : one + other;
}
