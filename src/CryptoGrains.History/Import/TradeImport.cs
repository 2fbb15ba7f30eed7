using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>
/// Brings the trades of a file into the table <c>trades</c>, all of them in one commit, which names the file by its content: the same
/// file is imported once.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="options">How many trades are held in memory.</param>
public sealed class TradeImport(HistoryTables tables, ArchiveOptions? options = null)
{
    private const int Examples = 10;

    /// <summary>How far ahead of our clock an event time may be.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private readonly ArchiveOptions _options = options ?? new ArchiveOptions();

    /// <summary>Imports a file.</summary>
    /// <param name="sha256">The SHA-256 of the file, as 64 hexadecimal digits.</param>
    /// <param name="trades">Its trades, in any order.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Stops it; nothing is imported then.</param>
    public async Task<TradeImportResult> RunAsync(
        string sha256,
        IAsyncEnumerable<IReadOnlyList<Trade>> trades,
        IProgress<HistoryProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var name = NameOf(sha256);
        var snapshot = await tables.Trades.LatestAsync(cancellationToken: cancellationToken);
        if (VersionOf(snapshot, name) is { } known)
            return new TradeImportResult { Version = known, WasImported = true };

        var metadata = snapshot?.Metadata ?? TradesTable.Make(tables.Time);
        var (files, result) = await WriteAsync(metadata, trades, progress, cancellationToken);
        if (files.IsEmpty)
            return result;

        while (true)
        {
            var commit = new DeltaCommit("WRITE")
            {
                Metadata = snapshot is null ? metadata : null,
                Adds = files,
                Transactions = ImmutableSortedDictionary<string, long>.Empty.Add(name, (snapshot?.Version ?? -1) + 1),
                Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("source", "import"),
            };
            if (await tables.Trades.TryCommitAsync(snapshot, commit, cancellationToken) is { } committed)
                return result with { Version = committed.Version };

            snapshot = await tables.Trades.LatestAsync(snapshot, cancellationToken);
            if (VersionOf(snapshot, name) is { } other)
                return new TradeImportResult { Version = other, WasImported = true };
        }
    }

    private async Task<(ImmutableArray<AddFile> Files, TradeImportResult Result)> WriteAsync(
        DeltaMetadata metadata,
        IAsyncEnumerable<IReadOnlyList<Trade>> batches,
        IProgress<HistoryProgress>? progress,
        CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<AddFile>();
        var refusals = ImmutableArray.CreateBuilder<string>();
        var (count, refused, first, last) = (0L, 0L, (Timestamp?)null, (Timestamp?)null);
        var latest = Timestamp.From(tables.Time.GetUtcNow()) + Tolerance;
        var pending = new TradesByDay();
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            foreach (var trade in batch)
            {
                var reason = trade.EventTime > latest
                    ? $"the event time {trade.EventTime.Microseconds} µs lies in the future"
                    : pending.Add(trade, ArchivedTrade.NoLog);
                if (reason is not null)
                {
                    refused++;
                    if (refusals.Count < Examples)
                        refusals.Add($"trade {trade.Id} of {trade.Instrument}: {reason}");
                    continue;
                }

                count++;
                first = first is null ? trade.EventTime : Timestamp.Min(first.Value, trade.EventTime);
                last = last is null ? trade.EventTime : Timestamp.Max(last.Value, trade.EventTime);
            }

            if (pending.Count < _options.TradesAtOnce)
                continue;

            files.AddRange(await TradeFiles.WriteAsync(tables.Trades, metadata, pending, cancellationToken));
            pending = new TradesByDay();
            progress?.Report(new HistoryProgress("import trades", count, Total: null, "trades"));
        }

        files.AddRange(await TradeFiles.WriteAsync(tables.Trades, metadata, pending, cancellationToken));
        return (files.ToImmutable(), new TradeImportResult
        {
            Trades = count,
            Days = files.Select(TradesTable.DayOf).Distinct().Count(),
            First = first,
            Last = last,
            Refused = refused,
            Refusals = refusals.ToImmutable(),
        });
    }

    private static string NameOf(string sha256)
    {
        return sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit)
            ? $"import:{sha256.ToLowerInvariant()}"
            : throw new ArgumentException($"'{sha256}' is no SHA-256: it has 64 hexadecimal digits.", nameof(sha256));
    }

    private static long? VersionOf(DeltaSnapshot? snapshot, string name) =>
        snapshot is not null && snapshot.Transactions.TryGetValue(name, out var version) ? version : null;
}
