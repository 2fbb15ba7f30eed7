using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Import;

/// <summary>A slice of <c>klines</c> while candles are merged into it.</summary>
internal sealed class SliceState(KlineSlice slice, List<CandleRow> rows)
{
    private const int RowGroupRows = 128 * 1024;

    private List<CandleRow> _rows = rows;

    /// <summary>Which slice.</summary>
    public KlineSlice Slice { get; } = slice;

    /// <summary>Its candles, in order.</summary>
    public ReadOnlySpan<CandleRow> Rows => CollectionsMarshal.AsSpan(_rows);

    /// <summary>Whether it is no longer as it was read.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Reads a slice: one file as a rule, several where another program has divided it.</summary>
    public static async Task<SliceState> ReadAsync(
        DeltaTable table, KlineSlice slice, IEnumerable<AddFile> files, CancellationToken cancellationToken)
    {
        var rows = new List<CandleRow>();
        foreach (var file in files)
        {
            var part = await CandleColumns.ReadAsync(await table.OpenFileAsync(file, cancellationToken), cancellationToken);
            var merged = new List<CandleRow>(rows.Count + part.Length);
            CandleImport.Merge(CollectionsMarshal.AsSpan(rows), part, replace: false, merged);
            rows = merged;
        }

        return new SliceState(slice, rows);
    }

    /// <summary>Brings candles in.</summary>
    public void Merge(ReadOnlySpan<CandleRow> imported, bool replace, SeriesTally tally)
    {
        var merged = new List<CandleRow>(_rows.Count + imported.Length);
        var counts = CandleImport.Merge(Rows, imported, replace, merged);
        tally.Merged(imported.Length, counts, Rows, CollectionsMarshal.AsSpan(merged));
        if (counts.Added + counts.Improved == 0)
            return;

        _rows = merged;
        IsChanged = true;
    }

    /// <summary>The file that holds it.</summary>
    public DataFile Encode()
    {
        var groups = ImmutableArray.CreateBuilder<IReadOnlyList<ColumnData>>();
        for (var start = 0; start < _rows.Count; start += RowGroupRows)
            groups.Add(CandleColumns.Write(Rows.Slice(start, Math.Min(RowGroupRows, _rows.Count - start))));
        return DataFile.Encode(KlinesTable.FileSchema, groups);
    }
}
