using System.Collections.Immutable;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.History.Reading;

/// <summary>
/// Serves the history within a time limit, and after failures in a row fails at once for a while, so that a store that stalls does not
/// hold up those who can do without it.
/// </summary>
public sealed class HistoryGate : ICandleHistory
{
    private readonly HistoryReader _reader;
    private readonly HistoryGateOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<HistoryGate> _logger;
    private readonly CircuitBreaker _breaker;
    private volatile string? _failure;

    /// <summary>A gate in front of a reader.</summary>
    /// <exception cref="ArgumentException">A limit makes no sense.</exception>
    public HistoryGate(HistoryReader reader, HistoryGateOptions options, TimeProvider time, ILogger<HistoryGate> logger)
    {
        if (options.Mistakes().FirstOrDefault() is { } mistake)
            throw new ArgumentException(mistake, nameof(options));

        (_reader, _options, _time, _logger) = (reader, options, time, logger);
        _breaker = new CircuitBreaker(options.Failures, options.RestAfterFailures, time);
    }

    /// <inheritdoc/>
    public HistoryHealth Health => new(_failure);

    /// <inheritdoc/>
    public ValueTask<HistoryPage?> ReadAsync(CandlesAsked asked, CancellationToken cancellationToken = default) =>
        RunAsync(stop => _reader.ReadAsync(asked, stop), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> VersionAsync(Interval interval, CancellationToken cancellationToken = default) =>
        RunAsync(stop => _reader.VersionAsync(interval, stop), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Instrument>> InstrumentsAsync(CancellationToken cancellationToken = default) =>
        RunAsync(_reader.InstrumentsAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ContainsAsync(Instrument instrument, CancellationToken cancellationToken = default) =>
        RunAsync(stop => _reader.ContainsAsync(instrument, stop), cancellationToken);

    /// <summary>Reads whatever of the history within the time limit.</summary>
    /// <exception cref="HistoryUnavailableException">It can't be read, or not in time.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken = default)
    {
        if (!_breaker.TryEnter())
        {
            ReadingMetrics.Refusals.Add(1);
            throw new HistoryUnavailableException(_failure ?? "The history failed several times in a row and is tried again in a moment.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var reading = read(stop.Token);

            // What is in memory is there at once, and needs no timer.
            var result = reading.IsCompletedSuccessfully
                ? reading.Result
                : await reading.AsTask().WaitAsync(_options.TimeLimit, _time, cancellationToken);
            Succeed();
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _breaker.GivenUp();
            throw;
        }
        catch (Exception failure)
        {
            // What came too late need not go on.
            await stop.CancelAsync();
            throw Fail(failure);
        }
    }

    private void Succeed()
    {
        _breaker.Succeeded();
        if (_failure is null)
            return;
        _failure = null;
        _logger.LogInformation("The history can be read again.");
    }

    private HistoryUnavailableException Fail(Exception failure)
    {
        // A damaged file fails those who ask for it, and nobody else.
        if (failure is ParquetException)
            _breaker.GivenUp();
        else
            _breaker.Failed();
        ReadingMetrics.Failures.Add(1);
        var sentence = failure is TimeoutException ? $"The store did not answer within {_options.TimeLimit}." : failure.Message;
        if (_failure is null)
            _logger.LogError(failure, "The history can't be read, and answers do without it: {Sentence}", sentence);
        _failure = sentence;
        return new HistoryUnavailableException(sentence, failure);
    }
}
