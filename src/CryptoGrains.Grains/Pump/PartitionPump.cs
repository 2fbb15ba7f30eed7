using System.Collections.Immutable;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Pump;

/// <summary>
/// Brings one partition of the trade log to the grains, in order, each batch awaited. Its stored position only ever moves past
/// records that every grain has in its stored state; so after a crash the log is read again from there, and the grains pass over
/// what they have.
/// </summary>
internal sealed class PartitionPump(
    int partition,
    ITradeLog log,
    IGrainFactory grains,
    PumpOptions options,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private const int MostTradesAtOnce = 16_384;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly InstrumentRuns _runs = new();

    // For each instrument that is listed: how far this pump has brought it; 0 for not at all yet.
    private readonly Dictionary<Instrument, long> _given = [];
    private readonly HashSet<Instrument> _unstored = [];
    private readonly HashSet<Instrument> _failing = [];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private long _storedPosition;

    /// <summary>The offset after the last record that the grains have.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Reads the partition until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _storedPosition = await log.ReadPositionAsync(PumpOptions.Reader, partition, stop) ?? 0;
        MoveTo(_storedPosition);
        foreach (var instrument in await grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).ListAsync())
        {
            if (log.PartitionOf(instrument) == partition)
                _given.Add(instrument, 0);
        }

        await foreach (var batch in log.ReadAsync(partition, _position, stop))
        {
            await _turn.WaitAsync(stop);
            try
            {
                await TakeAsync(batch, stop);
                if (_position - _storedPosition >= options.CheckpointRecords)
                    await StoreAllAsync(stop);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Waits until the grains have all records before an offset.</summary>
    public async Task ReachedAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = Volatile.Read(ref _moved);
            if (Position >= offset)
                return;

            await moved.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Has all grains' states stored and moves the position on, between two batches.</summary>
    public async Task CheckpointAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await StoreAllAsync(stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task TakeAsync(LogBatch batch, CancellationToken stop)
    {
        if (batch.Lost is { } lost)
        {
            logger.LogWarning("Partition {Partition} of the trade log has a hole: {Reason}", partition, lost.Reason);
            GrainMetrics.RecordsLost.Add(lost.ToOffset - lost.FromOffset);
        }

        for (var i = 0; i < batch.Entries.Length; i++)
        {
            var entry = batch.Entries.Span[i];
            if (entry.ClockVenue is not { } venue)
            {
                _runs.Add(entry.Trade);
                continue;
            }

            // A clock mark counts after the records before it, however the log was cut into batches.
            await GiveTradesAsync(entry.Offset, stop);
            await GiveClockAsync(venue, entry.Time, entry.Offset + 1, stop);
        }

        GrainMetrics.RecordsPumped.Add(batch.Entries.Length);

        // A call costs the same for one trade and for many, so as long as there is more at once, it waits for that.
        if (_runs.Count < MostTradesAtOnce && batch.NextOffset < log.Bounds(partition).Next)
            return;

        await GiveTradesAsync(batch.NextOffset, stop);
        MoveTo(batch.NextOffset);
    }

    /// <summary>Gives the grains what is gathered.</summary>
    private async Task GiveTradesAsync(long nextOffset, CancellationToken stop)
    {
        if (_runs.Count == 0)
            return;

        _runs.Sort();
        await ListNewInstrumentsAsync(stop);
        await GiveAsync(
            [.. _runs.Runs.Select(run => (run.Instrument, Batch(run.Instrument, _runs.TradesOf(run), Timestamp.MinValue, nextOffset)))],
            stop);
        _runs.Clear();
    }

    private Task GiveClockAsync(string venue, Timestamp clock, long nextOffset, CancellationToken stop) => GiveAsync(
        [
            .. _given.Keys
                .Where(instrument => instrument.Venue == venue)
                .Select(instrument => (instrument, Batch(instrument, trades: default, clock, nextOffset))),
        ],
        stop);

    private TradeBatch Batch(Instrument instrument, ReadOnlyMemory<Trade> trades, Timestamp clock, long nextOffset) =>
        new(trades, clock, _given[instrument], nextOffset);

    /// <summary>An instrument is in the catalogue before its grain has its first trade, so that no grain's state can be lost unnoticed.</summary>
    private async Task ListNewInstrumentsAsync(CancellationToken stop)
    {
        ImmutableArray<ListedInstrument> added =
        [
            .. _runs.Runs
                .Where(run => !_given.ContainsKey(run.Instrument))
                .Select(run => new ListedInstrument(run.Instrument, _runs.TradesOf(run).Span[0].Offset)),
        ];
        if (added.IsEmpty)
            return;

        await TryAsync(() => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).AddAsync(added), "The catalogue", int.MaxValue, stop);
        foreach (var listed in added)
            _given.Add(listed.Instrument, 0);
    }

    private async Task GiveAsync((Instrument Instrument, TradeBatch Batch)[] batches, CancellationToken stop)
    {
        var taken = await Task.WhenAll(batches.Select(to => TryAsync(
            () => grains.GetGrain<ISymbolGrain>(to.Instrument.Name).ApplyAsync(to.Batch),
            to.Instrument.Name,
            _failing.Contains(to.Instrument) ? 1 : options.Attempts,
            stop)));
        for (var i = 0; i < batches.Length; i++)
        {
            // A batch that was not taken counts as given: the next one tells the grain to read from the log what it has not.
            var (instrument, batch) = batches[i];
            _given[instrument] = batch.NextOffset;
            _unstored.Add(instrument);
            if (taken[i])
                _failing.Remove(instrument);
            else
                _failing.Add(instrument);
        }
    }

    private async Task StoreAllAsync(CancellationToken stop)
    {
        if (_storedPosition == _position)
            return;

        try
        {
            foreach (var some in _unstored.Chunk(256))
                await Task.WhenAll(some.Select(StoreAsync));

            await log.StorePositionAsync(PumpOptions.Reader, partition, _position, stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Live goes on; the position stays where it is, so nothing is lost, and the next checkpoint tries all of it again.
            GrainMetrics.CheckpointsFailed.Add(1);
            logger.LogError(exception, "The checkpoint of partition {Partition} failed; the next one tries again.", partition);
            return;
        }

        _storedPosition = _position;
        _unstored.Clear();
    }

    private async Task StoreAsync(Instrument instrument)
    {
        var grain = grains.GetGrain<ISymbolGrain>(instrument.Name);
        var given = _given[instrument];
        if (await grain.CheckpointAsync() >= given)
            return;

        // It came up anew from an older state, or did not take a batch: an empty one has it catch up.
        await grain.ApplyAsync(Batch(instrument, trades: default, Timestamp.MinValue, given));
        var stored = await grain.CheckpointAsync();
        if (stored < given)
            throw new InvalidOperationException($"The stored state of {instrument} reaches offset {stored} and should reach {given}.");
    }

    /// <summary>Calls until it succeeds or has been tried often enough. A call that timed out may have had its effect; grains pass over what they have.</summary>
    private async Task<bool> TryAsync(Func<Task> call, string whom, int attempts, CancellationToken stop)
    {
        var delay = options.RetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return true;
            }
            catch (Exception exception)
            {
                stop.ThrowIfCancellationRequested();
                _runs.Abandon();
                GrainMetrics.BatchesRetried.Add(1);
                logger.LogError(exception, "{Whom} did not take a batch of partition {Partition}, try {Attempt}.", whom, partition, attempt);
                if (attempt >= attempts)
                    return false;
            }

            await Task.Delay(delay, time, stop);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, PumpOptions.LongestRetryDelay.Ticks));
        }
    }

    private void MoveTo(long position)
    {
        Interlocked.Exchange(ref _position, position);
        Interlocked.Exchange(ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
