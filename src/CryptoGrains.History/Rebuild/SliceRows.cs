using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>Puts newly computed days into the rows that a slice has.</summary>
internal static class SliceRows
{
    /// <summary>The candles of a file.</summary>
    /// <exception cref="ParquetException">The file is damaged.</exception>
    public static async Task<CandleRow[]> ReadAsync(DeltaTable table, AddFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await CandleColumns.ReadAsync(await table.OpenFileAsync(file, cancellationToken), cancellationToken);
        }
        catch (ParquetException damage)
        {
            throw new ParquetException(
                $"The file {file.Path} of the table {table.Folder} can't be read: go back to a version before it came in, or delete the table's "
                + $"folder and rebuild it. {damage.Message}",
                damage);
        }
    }

    /// <summary>The open times of a file's candles, without the candles.</summary>
    /// <exception cref="ParquetException">The file is damaged.</exception>
    public static async Task<long[]> ReadOpenTimesAsync(DeltaTable table, AddFile file, CancellationToken cancellationToken)
    {
        var parquet = await table.OpenFileAsync(file, cancellationToken);
        var times = new List<long>();
        for (var group = 0; group < parquet.RowGroups.Count; group++)
        {
            if (await parquet.ReadAsync(group, parquet.IndexOf(CandlesTable.OpenTime), cancellationToken) is ColumnData<long> column)
                times.AddRange(column.Values);
        }

        times.Sort();
        return [.. times];
    }

    /// <summary>Takes the rows of the changed days out, puts the new ones in, and carries the revisions over.</summary>
    /// <param name="older">The rows that are there, in order.</param>
    /// <param name="changed">The days that were computed, in order.</param>
    /// <param name="newer">Their rows, in order.</param>
    /// <returns>All rows, in order.</returns>
    public static List<CandleRow> Splice(ReadOnlySpan<CandleRow> older, IReadOnlyList<DayRange> changed, List<CandleRow> newer)
    {
        if (older.Length == 0)
        {
            Revisions.Carry([], CollectionsMarshal.AsSpan(newer));
            return newer;
        }

        var rows = new List<CandleRow>(older.Length + newer.Count);
        var fresh = CollectionsMarshal.AsSpan(newer);
        var (kept, put) = (0, 0);
        foreach (var days in changed)
        {
            var (from, to) = days.In(older);
            rows.AddRange(older[kept..from]);
            kept = to;

            var end = CandleRow.IndexFrom(fresh, days.End);
            Revisions.Carry(older[from..to], fresh[put..end]);
            rows.AddRange(fresh[put..end]);
            put = end;
        }

        rows.AddRange(older[kept..]);
        return rows;
    }

    /// <summary>Says of each candle whether it is closed: imported ones are, others once the boundary has passed their end.</summary>
    public static void Close(Span<CandleRow> rows, Interval interval, long? boundary)
    {
        var length = (long)interval.Length().TotalMicroseconds;
        foreach (ref var row in rows)
            row.Closed = row.Origin == CandleOrigin.Import || row.OpenTime + length <= boundary;
    }
}
