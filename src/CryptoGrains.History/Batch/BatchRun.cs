using System.Diagnostics.Metrics;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Tables;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.History.Batch;

/// <summary>The batch layer's work in its order: from the trade log to tables that readers see.</summary>
public sealed class BatchRun : IBatchWork, IDisposable
{
    /// <summary>How often what no version needs is looked for: deleting is not urgent, and listing a store is slow.</summary>
    public static readonly TimeSpan CollectEvery = TimeSpan.FromDays(1);

    private readonly ITradeLog _log;
    private readonly HistoryTables _tables;
    private readonly LogArchive _archive;
    private readonly HistoryRebuild _rebuild;
    private readonly HistoryReader _reader;
    private readonly ILogger _logger;
    private readonly Meter _meter = new(ReadingMetrics.Meter.Name);
    private readonly long[] _archived;
    private long? _collectedAt;

    /// <summary>Makes the work ready.</summary>
    /// <param name="log">Where trades come from.</param>
    /// <param name="tables">Where they go.</param>
    /// <param name="archive">Brings them there.</param>
    /// <param name="rebuild">Computes what follows from them.</param>
    /// <param name="reader">Who must see it.</param>
    /// <param name="logger">Where it is told what went wrong without harm.</param>
    public BatchRun(
        ITradeLog log,
        HistoryTables tables,
        LogArchive archive,
        HistoryRebuild rebuild,
        HistoryReader reader,
        ILogger<BatchRun>? logger = null)
    {
        (_log, _tables, _archive, _rebuild, _reader) = (log, tables, archive, rebuild, reader);
        _logger = logger ?? NullLogger<BatchRun>.Instance;
        _archived = [.. Enumerable.Range(0, log.PartitionCount).Select(partition => log.Bounds(partition).First)];
        _meter.CreateObservableGauge(
            "cryptograins.history.unarchived", () => Unarchived, description: "Acknowledged records of the trade log that the archive does not have yet.");
    }

    /// <inheritdoc/>
    public long Unarchived => _archived.Select((_, partition) => Math.Max(0, _log.Bounds(partition).Next - Volatile.Read(ref _archived[partition]))).Sum();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        await LogArchive.ReserveAsync(_log, cancellationToken);
        await ReadPositionsAsync(cancellationToken);
    }

    private async Task ReadPositionsAsync(CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < _archived.Length; partition++)
        {
            if (await _log.ReadPositionAsync(LogArchive.Reader, partition, cancellationToken) is { } position)
                Volatile.Write(ref _archived[partition], position);
        }
    }

    /// <inheritdoc/>
    public async Task<BatchReport> RunAsync(bool full, IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var archived = await _archive.RunAsync(_log, progress, cancellationToken);
        await ReadPositionsAsync(cancellationToken);
        var compacted = await _archive.CompactAsync(progress, cancellationToken);
        RebuildResult rebuilt;
        try
        {
            rebuilt = await _rebuild.RunAsync(full, progress, cancellationToken);
        }
        finally
        {
            // Some tables may be published though another failed.
            _reader.Invalidate();
        }

        await _reader.RefreshAsync(cancellationToken);
        foreach (var table in _tables.All.Where(table => table.CheckpointFailure is not null))
        {
            _logger.LogWarning(
                table.CheckpointFailure, "The log of {Table} could not be summed up in a checkpoint: reading it takes longer until one succeeds.", table.Folder);
        }

        return new BatchReport(archived, compacted, rebuilt, await CollectAsync(progress, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private async Task<int?> CollectAsync(IProgress<HistoryProgress>? progress, CancellationToken cancellationToken)
    {
        if (_collectedAt is { } last && _tables.Time.GetElapsedTime(last) < CollectEvery)
            return null;

        var tables = _tables.All.ToList();
        var deleted = 0;
        for (var i = 0; i < tables.Count; i++)
        {
            progress?.Report(new HistoryProgress("collect", i, tables.Count, "tables"));
            deleted += await tables[i].VacuumAsync(cancellationToken);
        }

        _collectedAt = _tables.Time.GetTimestamp();
        return deleted;
    }
}
