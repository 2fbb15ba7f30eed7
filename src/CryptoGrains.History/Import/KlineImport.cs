using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Import;

/// <summary>
/// Brings candles that exchanges published into the table <c>klines</c>. Of two of one time the more complete one is kept; what came once
/// changes nothing when it comes again.
/// </summary>
public sealed class KlineImport(HistoryTables tables)
{
    // Each holds a source: more threads than this would hold too much where there are many processors.
    private static readonly int SeriesAtOnce = Math.Min(4, Environment.ProcessorCount);

    /// <summary>Imports candles in one commit. Holds one slice of the table and one source in memory, of up to four series at once.</summary>
    /// <param name="sources">Where they come from. Those of one series are merged in this order.</param>
    /// <param name="replace">Whether what comes in is right whatever is held.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Stops it; nothing is imported then.</param>
    public async Task<KlineImportReport> RunAsync(
        IReadOnlyList<KlineSource> sources,
        bool replace = false,
        IProgress<HistoryProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        // A source's neighbours are those of its series, so that a slice is read and written once for all of them.
        var ordered = sources
            .OrderBy(source => source.Instrument.Name, StringComparer.Ordinal)
            .ThenBy(source => source.Interval.Length)
            .ToList();
        var snapshot = await tables.Klines.LatestAsync(cancellationToken: cancellationToken);
        while (true)
        {
            var (commit, reports) = await MergeAsync(snapshot, ordered, replace, progress, cancellationToken);
            if (commit is null)
                return new KlineImportReport(reports, Version: null, FilesWritten: 0);

            var (committed, newest) = await CommitAsync(snapshot, commit, cancellationToken);
            if (committed is not null)
                return new KlineImportReport(reports, committed.Version, commit.Adds.Length);

            // Another has changed the same slices: what it wrote is what is merged with now.
            snapshot = newest;
        }
    }

    private async Task<(DeltaCommit? Commit, ImmutableArray<KlineSeriesReport> Reports)> MergeAsync(
        DeltaSnapshot? snapshot,
        List<KlineSource> sources,
        bool replace,
        IProgress<HistoryProgress>? progress,
        CancellationToken cancellationToken)
    {
        var slices = new PendingSlices(tables, snapshot);
        var all = sources.GroupBy(source => (source.Instrument, source.Interval)).ToList();
        var reports = new KlineSeriesReport[all.Count];
        var done = 0;
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = SeriesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, all.Count), atOnce, async (number, cancel) =>
        {
            var merge = new SeriesMerge(slices, all[number].Key.Instrument, all[number].Key.Interval, replace);
            foreach (var source in all[number])
            {
                await merge.AddAsync(source, cancel);
                progress?.Report(new HistoryProgress("import candles", Interlocked.Increment(ref done), sources.Count, "files"));
            }

            reports[number] = await merge.FinishAsync(cancel);
        });
        return (slices.ToCommit(), [.. reports]);
    }

    /// <summary>Commits after whatever else was committed, as long as the slices that were merged with are still there.</summary>
    private async Task<(DeltaSnapshot? Committed, DeltaSnapshot? Newest)> CommitAsync(
        DeltaSnapshot? read, DeltaCommit commit, CancellationToken cancellationToken)
    {
        var touched = commit.Adds.Select(KlinesTable.SliceOf).ToHashSet();
        var newest = read;
        while (true)
        {
            var attempt = commit with { Metadata = newest is null ? commit.Metadata : null };
            if (await tables.Klines.TryCommitAsync(newest, attempt, cancellationToken) is { } committed)
                return (committed, committed);

            newest = await tables.Klines.LatestAsync(newest, cancellationToken);
            var there = newest?.Files.Values.Where(file => touched.Contains(KlinesTable.SliceOf(file))).Select(file => file.Path) ?? [];
            if (!there.ToHashSet(StringComparer.Ordinal).SetEquals(commit.Removes))
                return (null, newest);
        }
    }
}
