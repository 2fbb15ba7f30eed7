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
    private const int StoredAtOnce = 256;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly InstrumentRuns _runs = new();

    private readonly Dictionary<Instrument, FedGrain> _fed = [];
    private readonly Dictionary<string, Timestamp> _clocks = [];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private long _storedPosition;
    private long _attemptedPosition;
    private bool _clocksMoved;
    private volatile bool _isRunning;

    /// <summary>The number of the partition.</summary>
    public int Partition => partition;

    /// <summary>Whether the partition is this pump's: from the call of <see cref="RunAsync"/> until it is handed over.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>The offset after the last record that the grains have.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Reads the partition until it is cancelled, then does what is asked for before it lets go of it.</summary>
    /// <param name="handOver">Runs between the last batch and the end.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task RunAsync(Func<Task> handOver, CancellationToken stop)
    {
        _isRunning = true;
        try
        {
            await ReadAsync(stop);
        }
        catch (Exception end) when (stop.IsCancellationRequested)
        {
            // What fails while the partition goes, such as a position that is another's by now, must not end the node.
            if (end is not OperationCanceledException)
                logger.LogWarning(end, "Partition {Partition} was let go of in the middle of a call.", partition);
            await handOver();
        }
        finally
        {
            await LetGoAsync();
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        var listed = await AskAsync(grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).ListAsync, "The catalogue", stop);
        _storedPosition = await AskAsync(() => log.ReadPositionAsync(PumpOptions.Reader, partition, stop).AsTask(), "The trade log", stop) ?? 0;
        if (listed.IsEmpty && _storedPosition > 0)
        {
            logger.LogError("The catalogue of instruments is lost: partition {Partition} is read again from its oldest record.", partition);
            _storedPosition = 0;

            // Else each grain, finding no state, would read the log up to there by itself.
            await TryAsync(() => log.StorePositionAsync(PumpOptions.Reader, partition, 0, stop).AsTask(), "The trade log", int.MaxValue, stop);
        }

        // What every grain would know that was there before: how far its venue's clock had come.
        if (_storedPosition > 0)
        {
            foreach (var (venue, clock) in await AskAsync(Clocks.GetAsync, "The clocks", stop))
                _clocks.Add(venue, clock);
        }

        MoveTo(_storedPosition);
        _attemptedPosition = _storedPosition;
        foreach (var instrument in listed)
        {
            if (log.PartitionOf(instrument) == partition)
                Feed(instrument);
        }

        await foreach (var batch in log.ReadAsync(partition, _position, stop))
        {
            await _turn.WaitAsync(stop);
            try
            {
                await TakeAsync(batch, stop);
                if (_position - _attemptedPosition >= options.CheckpointRecords)
                    await StoreAllAsync(stop);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Waits until the grains have all records before an offset, or the partition is no longer this pump's.</summary>
    public async Task ReachedAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = Volatile.Read(ref _moved);
            if (Position >= offset || !IsRunning)
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
            if (IsRunning)
                await StoreAllAsync(stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the grains' activations, for the process that reads the partition next: its first call brings them up there.</summary>
    public async Task ReleaseAsync()
    {
        foreach (var some in _fed.Values.Chunk(StoredAtOnce))
            await Task.WhenAll(some.Select(fed => TryAsync(fed.Grain.ReleaseAsync, fed.Instrument.Name, attempts: 1, CancellationToken.None)));
    }

    private IClockGrain Clocks => grains.GetGrain<IClockGrain>(IClockGrain.KeyOf(log.Id, partition));

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Not in the middle of a checkpoint: once this has run, no position of the partition is stored any more.</summary>
    private async Task LetGoAsync()
    {
        await _turn.WaitAsync();
        _isRunning = false;
        _fed.Clear();
        _clocks.Clear();
        _runs.Clear();
        MoveTo(0);
        _turn.Release();
    }

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
            MoveTo(entry.Offset + 1);
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
        await GiveAsync([.. _runs.Runs.Select(run => (_fed[run.Instrument], _runs.TradesOf(run)))], nextOffset, stop);
        _runs.Clear();
    }

    private async Task GiveClockAsync(string venue, Timestamp clock, long nextOffset, CancellationToken stop)
    {
        _clocks[venue] = Timestamp.Max(clock, ClockOf(venue));
        _clocksMoved = true;
        await GiveAsync([.. _fed.Values.Where(fed => fed.Venue == venue).Select(fed => (fed, ReadOnlyMemory<Trade>.Empty))], nextOffset, stop);
    }

    private Timestamp ClockOf(string venue) => _clocks.GetValueOrDefault(venue, Timestamp.MinValue);

    /// <summary>An instrument is in the catalogue before its grain has its first trade, so that no grain's state can be lost unnoticed.</summary>
    private async Task ListNewInstrumentsAsync(CancellationToken stop)
    {
        ImmutableArray<ListedInstrument> added =
        [
            .. _runs.Runs
                .Where(run => !_fed.ContainsKey(run.Instrument))
                .Select(run => new ListedInstrument(run.Instrument, _runs.TradesOf(run).Span[0].Offset, ClockOf(run.Instrument.Venue))),
        ];
        if (added.IsEmpty)
            return;

        await TryAsync(() => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).AddAsync(added), "The catalogue", int.MaxValue, stop);
        foreach (var listed in added)
            Feed(listed.Instrument);
    }

    /// <summary>Gives some grains trades, or none, and with them the clock that their venue had before these.</summary>
    private async Task GiveAsync((FedGrain To, ReadOnlyMemory<Trade> Trades)[] some, long nextOffset, CancellationToken stop)
    {
        var taken = await Task.WhenAll(some.Select(give =>
        {
            var batch = new TradeBatch(give.Trades, ClockOf(give.To.Venue), give.To.Given, nextOffset);
            return TryAsync(() => give.To.Grain.ApplyAsync(batch), give.To.Instrument.Name, give.To.IsFailing ? 1 : options.Attempts, stop);
        }));
        for (var i = 0; i < some.Length; i++)
        {
            // A batch that was not taken counts as given: the next one tells the grain to read from the log what it has not.
            var fed = some[i].To;
            fed.Given = nextOffset;
            fed.IsStored = false;
            fed.IsFailing = !taken[i];
        }
    }

    private async Task StoreAllAsync(CancellationToken stop)
    {
        if (_storedPosition == _position)
            return;

        _attemptedPosition = _position;
        try
        {
            // Each is tried whatever becomes of the others: one state that can't be stored keeps the position back, and no other state.
            var failures = new List<Exception>();
            foreach (var some in _fed.Values.Where(fed => !fed.IsStored).ToArray().Chunk(StoredAtOnce))
                failures.AddRange((await Task.WhenAll(some.Select(TryStoreAsync))).OfType<Exception>());
            if (failures.Count > 0)
                throw new AggregateException($"{failures.Count} states could not be stored.", failures.Take(3));

            // Before the position: what comes before these clocks is in the states, so none of it can find them too far ahead.
            if (_clocksMoved)
                await Clocks.AdvanceAsync(_clocks.ToImmutableDictionary());
            _clocksMoved = false;
            await log.StorePositionAsync(PumpOptions.Reader, partition, _position, stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // Live goes on; the position stays where it is, so nothing is lost, and the next checkpoint goes on with the rest.
            GrainMetrics.CheckpointsFailed.Add(1);
            logger.LogError(exception, "The checkpoint of partition {Partition} failed; the next one tries again.", partition);
            return;
        }

        _storedPosition = _position;
    }

    private static async Task<Exception?> TryStoreAsync(FedGrain fed)
    {
        try
        {
            await StoreAsync(fed);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static async Task StoreAsync(FedGrain fed)
    {
        if (await fed.Grain.CheckpointAsync() < fed.Given)
        {
            // It came up anew from an older state, or did not take a batch: an empty one has it catch up.
            await fed.Grain.ApplyAsync(new TradeBatch(ReadOnlyMemory<Trade>.Empty, Timestamp.MinValue, fed.Given, fed.Given));
            var stored = await fed.Grain.CheckpointAsync();
            if (stored < fed.Given)
                throw new InvalidOperationException($"The stored state of {fed.Instrument} reaches offset {stored} and should reach {fed.Given}.");
        }

        fed.IsStored = true;
    }

    private void Feed(Instrument instrument) =>
        _fed.Add(instrument, new FedGrain(instrument, grains.GetGrain<ISymbolGrain>(instrument.Name)));

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
                _runs.Abandon();
                stop.ThrowIfCancellationRequested();
                GrainMetrics.BatchesRetried.Add(1);
                logger.LogError(exception, "{Whom} failed a call for partition {Partition}, try {Attempt}.", whom, partition, attempt);
                if (attempt >= attempts)
                    return false;
            }

            await Task.Delay(delay, time, stop);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, PumpOptions.LongestRetryDelay.Ticks));
        }
    }

    /// <summary>Asks until there is an answer: at a start, or where a node has just died, one may be long in coming.</summary>
    private async Task<T> AskAsync<T>(Func<Task<T>> question, string whom, CancellationToken stop)
    {
        T answer = default!;
        await TryAsync(async () => answer = await question(), whom, int.MaxValue, stop);
        return answer;
    }

    private void MoveTo(long position)
    {
        Interlocked.Exchange(ref _position, position);
        Interlocked.Exchange(ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>An instrument's grain, and how far this pump has brought it.</summary>
    private sealed class FedGrain(Instrument instrument, ISymbolGrain grain)
    {
        public Instrument Instrument { get; } = instrument;

        public string Venue { get; } = instrument.Venue;

        public ISymbolGrain Grain { get; } = grain;

        /// <summary>The offset after the last batch that it was given; 0 before the first.</summary>
        public long Given { get; set; }

        /// <summary>Whether its stored state holds all that it was given.</summary>
        public bool IsStored { get; set; } = true;

        /// <summary>Whether it did not take the last batch at any try. Until it takes one again, one try is enough.</summary>
        public bool IsFailing { get; set; }
    }
}
