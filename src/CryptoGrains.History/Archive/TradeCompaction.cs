using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Archive;

/// <summary>
/// Writes the rows of many small files of a day anew in few large ones, row for row. It is safe beside anything else that commits: a merge
/// whose files another has taken away is dropped.
/// </summary>
internal sealed class TradeCompaction(HistoryTables tables, ArchiveOptions options)
{
    /// <summary>Compacts all days that need it.</summary>
    /// <returns>How many files were replaced.</returns>
    public async Task<int> RunAsync(IProgress<HistoryProgress>? progress, CancellationToken cancellationToken)
    {
        var replaced = 0;
        var snapshot = await tables.Trades.LatestAsync(cancellationToken: cancellationToken);
        while (snapshot is not null && Choose(snapshot) is { } chosen)
        {
            var commit = new DeltaCommit("OPTIMIZE")
            {
                Adds = await MergeAsync(snapshot.Metadata, chosen.Day, chosen.Files, cancellationToken),
                Removes = [.. chosen.Files.Select(file => file.Path)],
                DataChange = false,
            };
            DeltaSnapshot? committed = null;
            while (snapshot is not null && commit.Removes.All(snapshot.Files.ContainsKey))
            {
                committed = await tables.Trades.TryCommitAsync(snapshot, commit, cancellationToken);
                snapshot = committed ?? await tables.Trades.LatestAsync(snapshot, cancellationToken);
                if (committed is not null)
                    break;
            }

            if (committed is null)
                continue;

            replaced += chosen.Files.Length;
            progress?.Report(new HistoryProgress("compact", replaced, Total: null, "files"));
        }

        return replaced;
    }

    private (DateOnly Day, ImmutableArray<AddFile> Files)? Choose(DeltaSnapshot snapshot)
    {
        var today = DateOnly.FromDateTime(tables.Time.GetUtcNow().UtcDateTime);
        foreach (var day in snapshot.Files.Values.Where(IsSmall).GroupBy(TradesTable.DayOf).OrderBy(group => group.Key))
        {
            var small = day.Count();
            if (small > options.SmallFiles || (small > 1 && day.Key < today))
            {
                var smallest = day.OrderBy(file => file.Rows ?? 0).ThenBy(file => file.Path, StringComparer.Ordinal);
                return (day.Key, [.. smallest.Take(options.FilesAtOnce)]);
            }
        }

        return null;
    }

    // Two small files make one that is not larger than a file may be, so that each merge leaves fewer of them.
    private bool IsSmall(AddFile file) => (file.Rows ?? 0) < options.FileRows / 2;

    private async Task<ImmutableArray<AddFile>> MergeAsync(
        DeltaMetadata metadata, DateOnly day, ImmutableArray<AddFile> files, CancellationToken cancellationToken)
    {
        var written = ImmutableArray.CreateBuilder<AddFile>();
        await foreach (var file in TradeMerge.RunAsync(tables.Trades, files, options.FileRows, cancellationToken))
            written.Add(await TradeFiles.WriteAsync(tables.Trades, metadata, day, file, cancellationToken));
        return written.ToImmutable();
    }
}
