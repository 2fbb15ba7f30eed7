using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>Reads the table <c>klines</c>.</summary>
public sealed class ImportedCandles(HistoryTables tables)
{
    /// <summary>
    /// The years of instruments whose imported candles changed between two versions, a rollback among them; with no older version, or where the
    /// log no longer tells, all that the newer one has.
    /// </summary>
    /// <param name="sinceVersion">The older version.</param>
    /// <param name="now">The newer one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlySet<(Instrument Instrument, int Year)>> ChangedYearsAsync(
        long? sinceVersion, DeltaSnapshot now, CancellationToken cancellationToken = default)
    {
        var files = await ChangedFiles.BetweenAsync(tables, tables.Klines, sinceVersion, now, cancellationToken) ?? now.Files.Values;
        return files.Select(KlinesTable.SliceOf).Select(slice => (slice.Instrument, slice.Year)).ToHashSet();
    }

    /// <summary>An instrument's imported candles of one year: for each length that there is, in order; shortest length first.</summary>
    public Task<IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)>> ReadYearAsync(
        DeltaSnapshot snapshot, Instrument instrument, int year, CancellationToken cancellationToken = default) =>
        ReadAsync(snapshot.Files.Values.Where(file => KlinesTable.IsOf(file, instrument, year)), cancellationToken);

    /// <summary>The candles of an instrument's files of one year, for a caller that has them at hand.</summary>
    internal async Task<IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)>> ReadAsync(IEnumerable<AddFile> ofYear, CancellationToken cancellationToken)
    {
        var slices = ofYear
            .GroupBy(KlinesTable.SliceOf)
            .OrderBy(slice => slice.Key.Interval.Length);
        var lengths = new List<(TimeSpan, CandleRow[])>();
        foreach (var files in slices)
            lengths.Add((files.Key.Interval.Length, await ReadSliceAsync(files.Key, [.. files], cancellationToken)));

        return lengths;
    }

    private async Task<CandleRow[]> ReadSliceAsync(KlineSlice slice, List<AddFile> files, CancellationToken cancellationToken)
    {
        if (files is [var only])
        {
            var rows = await CandleColumns.ReadAsync(await tables.Klines.OpenFileAsync(only, cancellationToken), cancellationToken);
            if (HasEachTimeOnce(rows))
                return rows;
        }

        return (await SliceState.ReadAsync(tables.Klines, slice, files, cancellationToken)).Rows.ToArray();
    }

    /// <summary>Whether there is nothing to merge: so it is where an import wrote the file.</summary>
    private static bool HasEachTimeOnce(CandleRow[] rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].OpenTime == rows[i - 1].OpenTime)
                return false;
        }

        return true;
    }
}
