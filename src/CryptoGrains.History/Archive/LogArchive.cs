using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.History.Archive;

/// <summary>
/// Brings trades from the log to the table <c>trades</c>, each record exactly once: the log positions are in the same commit as the rows.
/// Of two archives at work at once, one commits; the other goes on behind it.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="options">How it works.</param>
/// <param name="logger">Where losses are told.</param>
public sealed class LogArchive(HistoryTables tables, ArchiveOptions? options = null, ILogger<LogArchive>? logger = null)
{
    /// <summary>The name under which the archive's positions are kept in the log, so that retention keeps what is not archived yet.</summary>
    public const string Reader = "archive";

    private const int LossesNoted = 10;

    private readonly ArchiveOptions _options = options ?? new ArchiveOptions();
    private readonly ILogger _logger = logger ?? NullLogger<LogArchive>.Instance;

    /// <summary>
    /// Has the log keep what it holds until it is archived: to be called when a node starts, long before the first run. Needs only the log.
    /// </summary>
    public static async Task ReserveAsync(ITradeLog log, CancellationToken cancellationToken = default)
    {
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            if (await log.ReadPositionAsync(Reader, partition, cancellationToken) is null)
                await log.StorePositionAsync(Reader, partition, log.Bounds(partition).First, cancellationToken);
        }
    }

    /// <summary>Archives all that was acknowledged when it began.</summary>
    /// <exception cref="TradeLogException">The table holds more of the log than the log does.</exception>
    public async Task<ArchiveResult> RunAsync(
        ITradeLog log, IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await ReserveAsync(log, cancellationToken);
        var snapshot = await tables.Trades.LatestAsync(cancellationToken: cancellationToken);
        var committed = LogPositions.Of(snapshot, log);
        await StoreAsync(log, committed, cancellationToken);

        ImmutableArray<long> ends = [.. Enumerable.Range(0, log.PartitionCount).Select(partition => log.Bounds(partition).Next)];
        var (first, total) = (committed.Next.Sum(), ends.Sum());
        var result = new ArchiveResult(0, 0, 0);
        var at = committed;
        while (IsBefore(at, ends))
        {
            var chunk = await LogChunk.ReadAsync(log, at, ends, _options.TradesAtOnce, cancellationToken);
            at = chunk.After;
            if (!IsWorthACommit(chunk, snapshot, log.Id))
                continue;

            var commit = await MakeCommitAsync(chunk, snapshot?.Metadata, cancellationToken);
            var (newest, isOurs) = await CommitAsync(commit, chunk, snapshot, committed, log, cancellationToken);
            snapshot = newest;
            at = committed = LogPositions.Of(snapshot, log);
            if (isOurs)
            {
                Tell(chunk);
                result = new ArchiveResult(
                    result.Trades + chunk.Trades.Count, result.Commits + 1, result.Lost + chunk.Lost, result.Refused + chunk.Refused);
            }

            await StoreAsync(log, committed, cancellationToken);
            progress?.Report(new HistoryProgress("archive", Math.Min(at.Next.Sum(), total) - first, total - first, "records"));
        }

        return result;
    }

    /// <summary>Writes the files of days that have many small ones as few large ones.</summary>
    /// <returns>How many files it replaced.</returns>
    public Task<int> CompactAsync(IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new TradeCompaction(tables, _options).RunAsync(progress, cancellationToken);

    private static bool IsBefore(LogPositions at, ImmutableArray<long> ends)
    {
        for (var partition = 0; partition < ends.Length; partition++)
        {
            if (at.Next[partition] < ends[partition])
                return true;
        }

        return false;
    }

    /// <summary>Clock marks alone are committed when they move a boundary, which is a matter of minutes; else the next run reads them again.</summary>
    private static bool IsWorthACommit(LogChunk chunk, DeltaSnapshot? snapshot, string log)
    {
        if (chunk.Trades.Count > 0 || !chunk.Losses.IsEmpty || chunk.Refused > 0)
            return true;

        var before = snapshot?.Transactions ?? ImmutableSortedDictionary<string, long>.Empty;
        var after = before.SetItems(chunk.After.TransactionsAfter(snapshot, log));
        return chunk.After.Clocks
            .SelectMany(clocks => clocks.Keys)
            .Distinct(StringComparer.Ordinal)
            .Any(venue => Boundary.Of(before, venue) != Boundary.Of(after, venue));
    }

    private async Task<DeltaCommit> MakeCommitAsync(LogChunk chunk, DeltaMetadata? table, CancellationToken cancellationToken)
    {
        var metadata = table ?? TradesTable.Make(tables.Time);
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        parameters.Add("source", "log");
        if (!chunk.Losses.IsEmpty)
        {
            var named = chunk.Losses.Take(LossesNoted).Select(lost => $"{lost.Partition}:{lost.Loss.FromOffset}-{lost.Loss.ToOffset}");
            parameters.Add("lost", $"{chunk.Lost} records: {string.Join(' ', named)}{(chunk.Losses.Length > LossesNoted ? " …" : string.Empty)}");
        }

        return new DeltaCommit("WRITE")
        {
            Metadata = table is null ? metadata : null,
            Adds = await TradeFiles.WriteAsync(tables.Trades, metadata, chunk.Trades, cancellationToken),
            Parameters = parameters.ToImmutable(),
        };
    }

    /// <summary>
    /// Commits a chunk after the newest version, however many others come first, as long as none of them has moved the log's positions: then
    /// the chunk's files are left to vacuum.
    /// </summary>
    private async Task<(DeltaSnapshot Newest, bool IsOurs)> CommitAsync(
        DeltaCommit commit, LogChunk chunk, DeltaSnapshot? read, LogPositions from, ITradeLog log, CancellationToken cancellationToken)
    {
        while (true)
        {
            var attempt = commit with
            {
                Metadata = read is null ? commit.Metadata : null,
                Transactions = chunk.After.TransactionsAfter(read, log.Id),
            };
            if (await tables.Trades.TryCommitAsync(read, attempt, cancellationToken) is { } committed)
                return (committed, true);

            read = await tables.Trades.LatestAsync(read, cancellationToken);
            if (read is not null && !LogPositions.Of(read, log).IsAt(from))
                return (read, false);
        }
    }

    private static async Task StoreAsync(ITradeLog log, LogPositions positions, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            var position = Math.Max(positions.Next[partition], log.Bounds(partition).First);
            if (await log.ReadPositionAsync(Reader, partition, cancellationToken) != position)
                await log.StorePositionAsync(Reader, partition, position, cancellationToken);
        }
    }

    private void Tell(LogChunk chunk)
    {
        foreach (var (partition, lost) in chunk.Losses)
        {
            _logger.LogWarning(
                "The archive lacks the records {From} to {To} of partition {Partition}, which the trade log no longer has: {Reason}",
                lost.FromOffset, lost.ToOffset - 1, partition, lost.Reason);
        }

        if (chunk.Refused > 0)
        {
            _logger.LogWarning(
                "{Refused} trades of the log can't be kept in the archive and were left out; the first is {Reason}.", chunk.Refused, chunk.Reason);
        }
    }
}
