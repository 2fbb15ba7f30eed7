namespace CryptoGrains.Analytics.Candles;

/// <summary>Brings imported candles into those that are held: the more complete of two is kept.</summary>
/// <remarks>
/// More complete is the one that tells more columns; of two that tell as many, the one with more trades, or with more volume where the
/// trades are not told. One that is as complete but has other numbers is a correction.
/// </remarks>
public static class CandleImport
{
    /// <summary>Merges them.</summary>
    /// <param name="held">What is held, in order.</param>
    /// <param name="imported">What comes in, in order of arrival; need not be sorted, may repeat. Of a repeated one the more complete counts, the later of equals.</param>
    /// <param name="replace">Whether what comes in is right whatever is held.</param>
    /// <param name="into">One candle for each open time, in order.</param>
    public static CandleImportCounts Merge(ReadOnlySpan<CandleRow> held, ReadOnlySpan<CandleRow> imported, bool replace, List<CandleRow> into)
    {
        var counts = default(CandleImportCounts);
        var order = OrderOf(imported);
        var at = 0;
        for (var i = 0; i < imported.Length;)
        {
            ref readonly var row = ref imported[IndexAt(order, i)];
            for (i++; i < imported.Length && imported[IndexAt(order, i)].OpenTime == row.OpenTime; i++)
            {
                counts = counts with { Repeated = counts.Repeated + 1 };
                ref readonly var later = ref imported[IndexAt(order, i)];
                if (CompareCompleteness(later, row) >= 0)
                    row = ref later;
            }

            var same = at;
            while (same < held.Length && held[same].OpenTime < row.OpenTime)
                same++;
            into.AddRange(held[at..same]);
            at = same;
            if (at == held.Length || held[at].OpenTime != row.OpenTime)
            {
                into.Add(row);
                counts = counts with { Added = counts.Added + 1 };
            }
            else
            {
                into.Add(Choose(held[at++], row, replace, ref counts));
            }
        }

        into.AddRange(held[at..]);
        return counts;
    }

    private static CandleRow Choose(in CandleRow held, in CandleRow row, bool replace, ref CandleImportCounts counts)
    {
        if (CandleRow.SameNumbers(held, row))
        {
            counts = counts with { Same = counts.Same + 1 };
            return held;
        }

        if (!replace && CompareCompleteness(row, held) < 0)
        {
            counts = counts with { Stale = counts.Stale + 1 };
            return held;
        }

        counts = counts with { Improved = counts.Improved + 1 };
        return row;
    }

    private static int CompareCompleteness(in CandleRow one, in CandleRow other)
    {
        var known = KnownColumns(one).CompareTo(KnownColumns(other));
        if (known != 0)
            return known;
        return one.TradeCount == CandleRow.UnknownCount || other.TradeCount == CandleRow.UnknownCount
            ? one.Volume.CompareTo(other.Volume)
            : one.TradeCount.CompareTo(other.TradeCount);
    }

    private static int KnownColumns(in CandleRow row) =>
        (row.QuoteVolume == CandleRow.UnknownVolume ? 0 : 1)
        + (row.TakerBuyVolume == CandleRow.UnknownVolume ? 0 : 1)
        + (row.TradeCount == CandleRow.UnknownCount ? 0 : 1)
        + (row.FirstTradeId == CandleRow.UnknownCount ? 0 : 1)
        + (row.LastTradeId == CandleRow.UnknownCount ? 0 : 1);

    /// <summary>The indexes in order of (open time, arrival); null where they arrived so, as files do.</summary>
    private static int[]? OrderOf(ReadOnlySpan<CandleRow> rows)
    {
        var sorted = true;
        for (var i = 1; i < rows.Length && sorted; i++)
            sorted = rows[i - 1].OpenTime <= rows[i].OpenTime;
        if (sorted)
            return null;

        var keys = new (long OpenTime, int Index)[rows.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (rows[i].OpenTime, i);
        Array.Sort(keys);
        return Array.ConvertAll(keys, key => key.Index);
    }

    private static int IndexAt(int[]? order, int position) => order is null ? position : order[position];
}
