namespace CryptoGrains.Analytics.Candles;

/// <summary>Finds gaps.</summary>
public static class CandleGaps
{
    /// <summary>The times between candles in which others should be, for series without one for each interval that traded: imported ones.</summary>
    public static List<CandleGap> BetweenOpenTimes(ReadOnlySpan<CandleRow> rows, TimeSpan length)
    {
        var gaps = new List<CandleGap>();
        var step = (long)length.TotalMicroseconds;
        for (var i = 1; i < rows.Length; i++)
        {
            var (from, to) = (rows[i - 1].OpenTime + step, rows[i].OpenTime);
            if (to > from)
                gaps.Add(new CandleGap(from, to, (to - from) / step));
        }

        return gaps;
    }

    /// <summary>
    /// The ids missing between and inside one-minute candles that were made from trades. The times are those of the candles that touch the
    /// hole: from the open time of the one before it to the end of the one after it. Where ids don't rise with time, one hole may show
    /// beside two candles.
    /// </summary>
    public static List<CandleGap> BetweenTradeIds(ReadOnlySpan<CandleRow> minutes)
    {
        var gaps = new List<CandleGap>();
        var holes = new IdHoles(minutes);
        for (var i = 0; i < minutes.Length; i++)
        {
            var (open, end) = (minutes[i].OpenTime, minutes[i].OpenTime + MinuteCandles.Length);
            if (holes.Before(i) is > 0 and var between)
                gaps.Add(new CandleGap(minutes[i - 1].OpenTime, end, between));
            if (holes.Inside(i) is > 0 and var inside)
                gaps.Add(new CandleGap(open, end, inside));
        }

        return gaps;
    }
}
