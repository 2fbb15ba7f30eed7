using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>Candle rows to columns and back: of the candle tables, of <c>klines</c> and of <c>daily_filled</c>.</summary>
public static class CandleColumns
{
    private const string TradesOrigin = "trades";
    private const string ImportOrigin = "import";

    /// <summary>The columns of a candle table's file, in the order of its file schema. What is not known is null.</summary>
    public static IReadOnlyList<ColumnData> Write(ReadOnlySpan<CandleRow> rows) =>
    [
        OpenTimes(rows), Opens(rows), Highs(rows), Lows(rows), Closes(rows), Volumes(rows), QuoteVolumes(rows), TradeCounts(rows),
        TakerBuyVolumes(rows), FirstTradeIds(rows), LastTradeIds(rows), ClosedMarks(rows), PartialMarks(rows), Revisions(rows), Origins(rows),
    ];

    /// <summary>
    /// The candles of a whole file, in order of open time. A column that is missing in an older file is null or false; one that is not
    /// known here is passed over.
    /// </summary>
    /// <exception cref="ParquetException">The file is damaged, a price is missing, or a column is of another type.</exception>
    public static async Task<CandleRow[]> ReadAsync(ParquetReader file, CancellationToken cancellationToken = default)
    {
        var rows = new CandleRow[file.RowGroups.Sum(group => group.RowCount)];
        var start = 0;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            var part = rows.AsMemory(start, file.RowGroups[group].RowCount);
            await new CandleColumnReader(file, group, part).ReadAsync(cancellationToken);
            start += part.Length;
        }

        SortByOpenTime(rows);
        return rows;
    }

    internal static ColumnData OpenTimes(ReadOnlySpan<CandleRow> rows)
    {
        var values = new long[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].OpenTime;
        return new ColumnData<long>(values);
    }

    internal static ColumnData Opens(ReadOnlySpan<CandleRow> rows)
    {
        var values = new Int128[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].Open;
        return new ColumnData<Int128>(values);
    }

    internal static ColumnData Highs(ReadOnlySpan<CandleRow> rows)
    {
        var values = new Int128[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].High;
        return new ColumnData<Int128>(values);
    }

    internal static ColumnData Lows(ReadOnlySpan<CandleRow> rows)
    {
        var values = new Int128[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].Low;
        return new ColumnData<Int128>(values);
    }

    internal static ColumnData Closes(ReadOnlySpan<CandleRow> rows)
    {
        var values = new Int128[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].Close;
        return new ColumnData<Int128>(values);
    }

    internal static ColumnData Volumes(ReadOnlySpan<CandleRow> rows)
    {
        var values = new Int128[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].Volume;
        return new ColumnData<Int128>(values);
    }

    internal static ColumnData QuoteVolumes(ReadOnlySpan<CandleRow> rows)
    {
        var values = new Int128[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].QuoteVolume;
        return Known(values, CandleRow.UnknownVolume);
    }

    internal static ColumnData TakerBuyVolumes(ReadOnlySpan<CandleRow> rows)
    {
        var values = new Int128[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].TakerBuyVolume;
        return Known(values, CandleRow.UnknownVolume);
    }

    internal static ColumnData TradeCounts(ReadOnlySpan<CandleRow> rows)
    {
        var values = new long[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].TradeCount;
        return Known(values, CandleRow.UnknownCount);
    }

    internal static ColumnData FirstTradeIds(ReadOnlySpan<CandleRow> rows)
    {
        var values = new long[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].FirstTradeId;
        return Known(values, CandleRow.UnknownCount);
    }

    internal static ColumnData LastTradeIds(ReadOnlySpan<CandleRow> rows)
    {
        var values = new long[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].LastTradeId;
        return Known(values, CandleRow.UnknownCount);
    }

    internal static ColumnData ClosedMarks(ReadOnlySpan<CandleRow> rows)
    {
        var values = new bool[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].Closed;
        return new ColumnData<bool>(values);
    }

    internal static ColumnData PartialMarks(ReadOnlySpan<CandleRow> rows)
    {
        var values = new bool[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].Partial;
        return new ColumnData<bool>(values);
    }

    internal static ColumnData Revisions(ReadOnlySpan<CandleRow> rows)
    {
        var values = new int[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i].Revision;
        return new ColumnData<int>(values);
    }

    internal static ColumnData Origins(ReadOnlySpan<CandleRow> rows)
    {
        var values = new string[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Name(rows[i].Origin);
        return new ColumnData<string>(values);
    }

    /// <summary>An origin as the tables write it.</summary>
    internal static string Name(CandleOrigin origin) => origin == CandleOrigin.Import ? ImportOrigin : TradesOrigin;

    /// <summary>Reads an origin; what is not known is taken for trades, which promise nothing of their own.</summary>
    internal static CandleOrigin OriginOf(string name) => name == ImportOrigin ? CandleOrigin.Import : CandleOrigin.Trades;

    private static ColumnData<T> Known<T>(T[] values, T unknown)
        where T : struct, IEquatable<T>
    {
        var first = values.AsSpan().IndexOf(unknown);
        if (first < 0)
            return new ColumnData<T>(values);

        var nulls = new bool[values.Length];
        for (var i = first; i < values.Length; i++)
        {
            if (!values[i].Equals(unknown))
                continue;
            nulls[i] = true;
            values[i] = default;
        }

        return new ColumnData<T>(values, nulls);
    }

    private static void SortByOpenTime(CandleRow[] rows)
    {
        // Files written here are in order; another tool may have written them anew in any.
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].OpenTime >= rows[i - 1].OpenTime)
                continue;
            Array.Sort(rows, (left, right) => left.OpenTime.CompareTo(right.OpenTime));
            return;
        }
    }
}
