using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>
/// What the history serves of one instrument: candles by the reader that serves them, features as other tools read them. All of it is of the
/// versions that were found at the beginning, so that a node that publishes meanwhile is not mistaken for a fault.
/// </summary>
internal sealed class ServedHistory(HistoryTables tables, HistoryReader reader, VerifyInputs inputs, Instrument instrument)
{
    private const int CandlesAtOnce = 50_000;

    /// <summary>The candles of a year.</summary>
    public async Task<List<Candle>> CandlesAsync(Interval interval, int year, CancellationToken cancellationToken) =>
        inputs.VersionOf(tables.Candles(interval)) is { } snapshot
            ? await CandlesAsync(interval, year, snapshot.Version, cancellationToken)
                ?? throw new DeltaException($"Version {snapshot.Version} of {TableNames.Candles(interval)} was collected while it was compared. Run it again.")
            : [];

    /// <summary>
    /// The candles of a year in the version from which a rebuild made the one that is compared. Null where the rebuild left them as they were,
    /// where the version is no rebuild's but a rollback's, and where the one before is no longer kept.
    /// </summary>
    public async Task<List<Candle>?> EarlierCandlesAsync(Interval interval, int year, CancellationToken cancellationToken)
    {
        var table = tables.Candles(interval);
        if (inputs.VersionOf(table) is not { } snapshot || await inputs.ChangeOfAsync(table, cancellationToken) is not { Operation: "WRITE" } change)
            return null;
        if (!change.Adds.Any(file => file.PartitionValues[CandlesTable.Symbol] == instrument.Name && file.PartitionValues[CandlesTable.Year] == $"{year}"))
            return null;
        return snapshot.Version == 0 ? [] : await CandlesAsync(interval, year, snapshot.Version - 1, cancellationToken);
    }

    private async Task<List<Candle>?> CandlesAsync(Interval interval, int year, long version, CancellationToken cancellationToken)
    {
        var candles = new List<Candle>();
        var asOf = new AsOf(version, Time: null);
        Timestamp? from = StartOf(year);
        while (from is not null)
        {
            var page = await reader.ReadAsync(
                new CandlesAsked(instrument, interval, from, StartOf(year + 1), CandlesAtOnce, asOf), cancellationToken);
            if (page is null)
                return null;

            candles.AddRange(page.Candles);
            from = page.Next;
        }

        return candles;
    }

    /// <summary>The features of all days.</summary>
    public async Task<IReadOnlyDictionary<Timestamp, ServedFeature>> FeaturesAsync(CancellationToken cancellationToken)
    {
        var features = new Dictionary<Timestamp, ServedFeature>();
        await foreach (var file in FilesAsync(tables.Candles(Interval.OneDay), cancellationToken))
        {
            for (var group = 0; group < file.RowGroups.Count; group++)
            {
                var days = (ColumnData<int>)await ColumnAsync(file, group, "date");
                var (average, ma7) = (await ColumnAsync(file, group, "avg_price"), await ColumnAsync(file, group, "ma7"));
                var (ma30, change) = (await ColumnAsync(file, group, "ma30"), await ColumnAsync(file, group, "daily_return"));
                for (var row = 0; row < days.Count; row++)
                {
                    features.Add(
                        new Timestamp(0) + TimeSpan.FromDays(days.Values[row]),
                        new ServedFeature(
                            (double?)average.ValueAt(row), (double?)ma7.ValueAt(row), (double?)ma30.ValueAt(row), (double?)change.ValueAt(row)));
                }
            }
        }

        return features;
    }

    /// <summary>The rows of the forecasting input.</summary>
    public async Task<IReadOnlyDictionary<Timestamp, double>> ProphetAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<Timestamp, double>();
        await foreach (var file in FilesAsync(tables.Prophet, cancellationToken))
        {
            for (var group = 0; group < file.RowGroups.Count; group++)
            {
                var (ds, y) = ((ColumnData<long>)await ColumnAsync(file, group, "ds"), (ColumnData<double>)await ColumnAsync(file, group, "y"));
                for (var row = 0; row < ds.Count; row++)
                    rows.Add(new Timestamp(ds.Values[row]), y.Values[row]);
            }
        }

        return rows;
    }

    private static Timestamp StartOf(int year) => Timestamp.From(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static ValueTask<ColumnData> ColumnAsync(ParquetReader file, int group, string name) => file.ReadAsync(group, file.IndexOf(name));

    private async IAsyncEnumerable<ParquetReader> FilesAsync(
        DeltaTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (inputs.VersionOf(table) is not { } snapshot)
            yield break;

        foreach (var file in snapshot.Files.Values.Where(file => file.PartitionValues[CandlesTable.Symbol] == instrument.Name))
            yield return await table.OpenFileAsync(file, cancellationToken);
    }
}
