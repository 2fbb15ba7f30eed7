using System.Buffers;
using System.Security.Cryptography;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Grains.Alerts;
using CryptoGrains.Grains.Pump;
using CryptoGrains.Grains.Push;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Symbols;

/// <summary>One instrument, live: a thin shell of turns, state and timers round <see cref="InstrumentWindows"/>.</summary>
public sealed class SymbolGrain(
    [PersistentState("windows")] IPersistentState<SymbolState> state,
    SymbolGrainOptions options,
    WindowOptions windowOptions,
    LogCatchUp catchUp,
    ITradeLog log,
    IDeadLetters deadLetters,
    TimeProvider time,
    ILogger<SymbolGrain> logger,
    IClosedCandles? closedCandles = null,
    RuleBook? rules = null) : Grain, ISymbolGrain
{
    private Instrument _instrument;
    private InstrumentWindows _windows = new(windowOptions);
    private SymbolPublisher? _publisher;
    private ClosedCandleTeller? _teller;
    private AlertTeller? _alerts;
    private IGrainTimer? _publishing;
    private bool _publishingIsDue;
    private bool _changed;
    private long _activation;
    private long _publishedAt;

    private long NextOffset => state.State.NextOffset;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _instrument = Instrument.Parse(this.GetPrimaryKeyString());
        await ReadMovedStateAsync(cancellationToken);

        // Versions that readers know must never fit another activation's.
        _activation = (long)RandomNumberGenerator.GetInt32(int.MaxValue) << 32;
        var isStored = TryReadState();
        if (closedCandles is not null)
            _teller = new ClosedCandleTeller(_instrument, closedCandles, _windows, time);
        if (rules is not null)
            _alerts = await ReadAlertsAsync(rules);
        if (!isStored || IsOfAnotherLog())
            await CatchUpAsync(await log.ReadPositionAsync(PumpOptions.Reader, log.PartitionOf(_instrument), cancellationToken) ?? 0);
        _alerts?.BeginIfNew(_windows);
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _publisher?.End();
        return CheckpointAsync();
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(TradeBatch batch)
    {
        var (counted, duplicates, tooLate) = (_windows.TotalTrades, _windows.Duplicates, _windows.TooLate);
        _alerts?.ThrowIfFull();
        await CatchUpAsync(batch.FromOffset);

        // A mark that closes nothing is not worth a write: a silent market's state stays as it is stored, and the next batch says it again.
        _changed |= AdvanceClock(batch.Clock) || !batch.Trades.IsEmpty;
        foreach (ref readonly var trade in batch.Trades.Span)
        {
            if (trade.Offset >= NextOffset)
                Count(trade);
        }

        GrainMetrics.TradesCounted.Add(_windows.TotalTrades - counted);
        GrainMetrics.TradesDuplicate.Add(_windows.Duplicates - duplicates);
        GrainMetrics.TradesTooLate.Add(_windows.TooLate - tooLate);

        MoveTo(batch.NextOffset);
        _alerts?.Tell();
        PublishSoon();
    }

    /// <inheritdoc/>
    public async Task<long> CheckpointAsync()
    {
        _changed |= _alerts?.LearnRules(_windows) ?? false;
        if (!_changed)
            return NextOffset;

        if (_teller is not null)
            await _teller.KeepAllAsync(_windows);
        if (_alerts is not null)
            await _alerts.KeepAllAsync();
        var snapshot = new ArrayBufferWriter<byte>();
        WindowsCodec.Write(_windows, snapshot);
        state.State.Windows = snapshot.WrittenSpan.ToArray();
        state.State.LogId = log.Id;
        _alerts?.Write(state.State);
        try
        {
            await state.WriteStateAsync();
            _changed = false;
            _alerts?.Stored(_windows);
            GrainMetrics.Checkpoints.Add(1);
            return NextOffset;
        }
        finally
        {
            // The windows are the state; their bytes are needed only while they are written.
            state.State.Windows = [];
            state.State.Rules = [];
        }
    }

    /// <inheritdoc/>
    public Task ReleaseAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(Timestamp served)
    {
        // What is forgotten can't be told any more.
        if (_teller is not null)
            await _teller.KeepAllAsync(_windows);
        _changed |= _windows.Forget(served);
    }

    /// <inheritdoc/>
    public Task<CandlePage> GetCandlesAsync(CandleQuery query)
    {
        var version = _activation + _windows.Version;
        if (query.KnownVersion == version)
            return Task.FromResult(new CandlePage(version, Candles: null, Next: null));

        var (candles, next) = _windows.Candles(query.Interval, query.From, query.To, query.Limit);
        return Task.FromResult(new CandlePage(version, candles, next));
    }

    /// <inheritdoc/>
    public Task<MarketStatistics?> GetStatisticsAsync() => Task.FromResult(Statistics());

    /// <inheritdoc/>
    public Task<TradeGaps> GetGapsAsync() => Task.FromResult(new TradeGaps(_windows.Gaps(), _windows.ForgottenGaps));

    /// <inheritdoc/>
    public Task<ChannelState> SubscribeAsync(ChannelRequest request, IChannelObserver observer)
    {
        if (request.Channel.Instrument != _instrument)
            throw new ArgumentException($"{request.Channel} is not a channel of {_instrument}.", nameof(request));

        _publisher ??= new SymbolPublisher(_instrument, options, time, logger);

        // What has been applied but not told is told first, so that the state below and the messages after it meet.
        _publisher.Publish(_windows, Statistics);
        return Task.FromResult(_publisher.Follow(request, observer, _windows, Statistics));
    }

    /// <inheritdoc/>
    public Task UnsubscribeAsync(Channel channel, IChannelObserver observer)
    {
        _publisher?.Unfollow(channel, observer);
        return Task.CompletedTask;
    }

    /// <summary>A grain that moves takes its state along as it is in memory: without the windows' bytes, which are where they were written.</summary>
    private async Task ReadMovedStateAsync(CancellationToken cancellationToken)
    {
        var reached = NextOffset;
        if (reached == 0 || state.State.Windows.Length > 0)
            return;

        await state.ReadStateAsync(cancellationToken);
        MoveTo(reached);
    }

    private bool TryReadState()
    {
        if (state.State.Windows.Length == 0)
            return false;

        try
        {
            _windows = WindowsCodec.Read(state.State.Windows, windowOptions);
            return true;
        }
        catch (InvalidDataException damaged)
        {
            logger.LogError(damaged, "The stored state of {Instrument} can't be read; it is rebuilt from the trade log.", _instrument);
            state.State.NextOffset = 0;
            return false;
        }
        finally
        {
            state.State.Windows = [];
        }
    }

    private async Task<AlertTeller> ReadAlertsAsync(RuleBook book)
    {
        var bytes = state.State.Rules;
        state.State.Rules = [];
        var alerts = GrainFactory.GetGrain<IAlertGrain>(IAlertGrain.Key);
        var known = await book.AtLeastAsync(state.State.RulesVersion);
        try
        {
            return new AlertTeller(AlertTeller.ReadRules(bytes, _instrument, known, _windows), book, alerts, time, logger, state.State.RulesVersion);
        }
        catch (InvalidDataException damaged)
        {
            logger.LogError(damaged, "What watched {Instrument} for alert rules can't be read; every rule begins anew.", _instrument);
            return new AlertTeller(new InstrumentRules(_instrument, windowOptions), book, alerts, time, logger, known: -1);
        }
    }

    /// <summary>A state of another log keeps its windows, which know the trades they have counted; where it stood there means nothing here.</summary>
    private bool IsOfAnotherLog()
    {
        if (state.State.LogId is not { } other)
        {
            // Stored before states named their log: it was this one, and is to be named.
            _changed = NextOffset > 0;
            return false;
        }

        if (other == log.Id)
            return false;

        logger.LogWarning("The stored state of {Instrument} is of the trade log {Other}: this one, {Log}, is read from its beginning.", _instrument, other, log.Id);
        state.State.NextOffset = 0;
        return true;
    }

    /// <summary>
    /// Reads from the log what this grain should have and has not; nothing, as a rule. What the pump's stored position has passed
    /// must be in a stored state, and what it gave in an earlier batch in this one.
    /// </summary>
    private async Task CatchUpAsync(long endOffset)
    {
        if (NextOffset >= endOffset)
            return;

        _changed |= await catchUp.RunAsync(GrainFactory, _instrument, NextOffset, endOffset, Apply);
        MoveTo(endOffset);
    }

    private void MoveTo(long nextOffset) => state.State.NextOffset = Math.Max(NextOffset, nextOffset);

    private void Apply(LogEntry entry)
    {
        if (entry.IsClock)
            AdvanceClock(entry.Time);
        else
            Count(entry.Trade);
    }

    private bool AdvanceClock(Timestamp clock)
    {
        var closesAny = _windows.AdvanceClock(clock);
        _alerts?.AdvanceClock(clock, _windows);
        return closesAny;
    }

    private void Count(in Trade trade)
    {
        var outcome = _windows.Apply(trade);
        if (outcome == TradeOutcome.Counted)
        {
            _alerts?.Apply(trade, _windows);
            _publisher?.Note(trade);
        }

        if (outcome != TradeOutcome.Refused)
            return;

        GrainMetrics.TradesRefused.Add(1);
        deadLetters.Add(new DeadLetter(
            "trade log",
            _instrument,
            $"With trade {trade.Id} a price or a day's sum of {_instrument} could no longer be kept exactly.",
            trade.ToString(),
            trade.ReceiveTime));
    }

    private MarketStatistics? Statistics()
    {
        if (_windows.Summary() is not { } summary)
            return null;

        var day = summary.Day;
        return new MarketStatistics
        {
            Instrument = _instrument,
            Last = summary.Last,
            LastTradeId = summary.LastTradeId,
            LastTradeTime = summary.LastTradeTime,
            Open = day?.Open ?? summary.Last,
            High = day?.High ?? summary.Last,
            Low = day?.Low ?? summary.Last,
            Volume = day?.Volume ?? 0,
            QuoteVolume = day?.QuoteVolume ?? 0,
            TradeCount = day?.TradeCount ?? 0,
            TradesPerSecond = summary.TradesPerSecond,
            Watermark = _windows.Watermark,
            TotalTrades = _windows.TotalTrades,
            Duplicates = _windows.Duplicates,
            TooLate = _windows.TooLate,
            Refused = _windows.Refused,
            Gaps = _windows.Gaps().Length,
        };
    }

    /// <summary>Publishes at once after a silence; what comes within the conflation time is gathered into one message a channel.</summary>
    private void PublishSoon()
    {
        if (_publishingIsDue || (_teller is null && _publisher is not { IsFollowed: true }))
            return;

        _publishingIsDue = true;
        _publishing ??= this.RegisterGrainTimer(
            PublishAsync,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        var wait = options.Conflation - time.GetElapsedTime(_publishedAt);
        _publishing.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private Task PublishAsync(CancellationToken cancellationToken)
    {
        _publishingIsDue = false;
        _publishedAt = time.GetTimestamp();
        _publisher?.Publish(_windows, Statistics);
        _teller?.Tell(_windows);
        return Task.CompletedTask;
    }
}
