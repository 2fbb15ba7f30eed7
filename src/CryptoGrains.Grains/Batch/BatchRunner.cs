using System.Collections.Immutable;
using CryptoGrains.History.Batch;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Batch;

/// <summary>
/// Runs the batch layer's work in this process, one run at a time, off every grain's turn. Starts and stops with the host; a run that is
/// under way then is cancelled, and the next one goes on from what it committed.
/// </summary>
public sealed class BatchRunner(
    IBatchWork work, ServedCandles served, IGrainFactory grains, TimeProvider time, ILogger<BatchRunner> logger) : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Run? _run;
    private BatchResult? _lastResult;
    private string? _lastError;

    /// <summary>What it is doing, and what the last run did.</summary>
    public BatchStatus Status
    {
        get
        {
            lock (_gate)
            {
                return new BatchStatus
                {
                    State = _run is not null ? BatchState.Running : _lastError is not null ? BatchState.Failed : BatchState.Idle,
                    Progress = _run?.ToProgress(),
                    LastResult = _lastResult,
                    LastError = _lastError,
                    Unarchived = work.Unarchived,
                };
            }
        }
    }

    /// <summary>Starts a run, unless one is under way or the process is stopping.</summary>
    /// <param name="full">Whether everything is computed, whatever has changed.</param>
    /// <returns>Whether it was started.</returns>
    public bool TryStart(bool full)
    {
        lock (_gate)
        {
            if (_run is not null || _stop.IsCancellationRequested)
                return false;

            var run = new Run(time.GetUtcNow(), full);
            _run = run;
            run.Task = Task.Run(() => RunAsync(run), CancellationToken.None);
            return true;
        }
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await work.PrepareAsync(cancellationToken);
        await grains.GetGrain<IBatchGrain>(IBatchGrain.Key).ScheduleAsync();
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task? running;
        lock (_gate)
            running = _run?.Task;
        await _stop.CancelAsync();
        if (running is null)
            return;

        try
        {
            await running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            logger.LogWarning("The time for stopping was too short for the batch layer to end its run; the next run goes on from what it committed.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(Run run)
    {
        BatchResult? result = null;
        string? error = null;
        try
        {
            result = run.ToResult(await work.RunAsync(run.Full, run.Progress, _stop.Token), time.GetUtcNow());
            await served.ForgetAsync(_stop.Token);
            GrainMetrics.BatchRuns.Add(1);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            error = "The run was cancelled, because the process stopped.";
        }
        catch (Exception failure)
        {
            error = failure.Message;
            GrainMetrics.BatchRunsFailed.Add(1);
            logger.LogError(failure, "The batch layer's run failed at '{Step}'; the next one goes on from what it committed.", run.Progress.Latest.Step);
        }

        GrainMetrics.BatchSeconds.Record((time.GetUtcNow() - run.Started).TotalSeconds);
        lock (_gate)
        {
            _run = null;
            _lastResult = result ?? _lastResult;
            _lastError = error;
        }
    }

    private sealed record Run(DateTimeOffset Started, bool Full)
    {
        public LatestProgress Progress { get; } = new();

        public Task Task { get; set; } = Task.CompletedTask;

        public BatchProgress ToProgress()
        {
            var latest = Progress.Latest;
            return new BatchProgress(Started, Full, latest.Step, latest.Done, latest.Total, latest.Unit);
        }

        public BatchResult ToResult(BatchReport report, DateTimeOffset finished) => new()
        {
            Started = Started,
            Finished = finished,
            Full = Full,
            Archived = report.Archive.Trades,
            Lost = report.Archive.Lost,
            FilesCompacted = report.FilesCompacted,
            Days = report.Rebuild.Days,
            FilesWritten = report.Rebuild.FilesWritten,
            FilesKept = report.Rebuild.FilesKept,
            Commits = report.Rebuild.Commits.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Symbols = report.Rebuild.Symbols,
            Refused = report.Rebuild.Refused,
            BlobsCollected = report.BlobsCollected,
        };
    }
}
