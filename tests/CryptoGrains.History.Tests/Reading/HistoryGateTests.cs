using CryptoGrains.History.Reading;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.History.Tests.Reading;

public sealed class HistoryGateTests : IDisposable
{
    private readonly HistoryFixture _history = new();
    private readonly HistoryReader _reader;
    private readonly HistoryGate _gate;

    public HistoryGateTests()
    {
        _reader = new HistoryReader(_history.Tables, new HistoryReaderOptions { Freshness = TimeSpan.Zero });
        _gate = new HistoryGate(_reader, new HistoryGateOptions(), _history.Time, NullLogger<HistoryGate>.Instance);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _history.Dispose();
    }

    [Fact]
    public async Task A_store_that_stalls_is_waited_for_two_seconds()
    {
        var gate = new TaskCompletionSource();
        _history.Store.Gate = gate.Task;
        var reading = _gate.VersionAsync(Interval.OneDay).AsTask();
        while (_history.Time.Waiting == 0)
            await Task.Yield();
        Assert.False(reading.IsCompleted);

        _history.Time.Advance(TimeSpan.FromSeconds(2));
        var failure = await Assert.ThrowsAsync<HistoryUnavailableException>(() => reading);
        Assert.Contains("00:00:02", failure.Message);
        Assert.StartsWith("The history is degraded: The store did not answer", _gate.Health.ToString());

        gate.SetResult();
        Assert.Null(await _gate.VersionAsync(Interval.OneDay));
        Assert.False(_gate.Health.IsDegraded);
    }

    [Fact]
    public async Task After_failures_in_a_row_the_store_is_left_alone_for_a_while()
    {
        _history.Store.Failure = "The store is on fire.";
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<HistoryUnavailableException>(() => _gate.VersionAsync(Interval.OneDay).AsTask());

        _history.Store.Forget();
        var refused = await Assert.ThrowsAsync<HistoryUnavailableException>(() => _gate.VersionAsync(Interval.OneDay).AsTask());
        Assert.Equal("The store is on fire.", refused.Message);
        Assert.Null(refused.InnerException);
        Assert.Empty(_history.Store.Asked);

        // After the rest one tries, and its failure begins another rest.
        _history.Time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => _gate.VersionAsync(Interval.OneDay).AsTask());
        Assert.NotEmpty(_history.Store.Asked);
        _history.Store.Failure = null;
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => _gate.VersionAsync(Interval.OneDay).AsTask());

        _history.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await _gate.VersionAsync(Interval.OneDay));
        Assert.Equal("The history can be read.", _gate.Health.ToString());
    }

    [Fact]
    public async Task Of_many_that_come_after_the_rest_one_tries()
    {
        _history.Store.Failure = "The store is on fire.";
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<HistoryUnavailableException>(() => _gate.VersionAsync(Interval.OneDay).AsTask());
        _history.Time.Advance(TimeSpan.FromSeconds(5));
        _history.Store.Failure = null;
        var gate = new TaskCompletionSource();
        _history.Store.Gate = gate.Task;

        var trying = _gate.VersionAsync(Interval.OneDay).AsTask();
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => _gate.VersionAsync(Interval.OneDay).AsTask());
        gate.SetResult();

        Assert.Null(await trying);
        Assert.Null(await _gate.VersionAsync(Interval.OneDay));
    }

    [Fact]
    public async Task Who_gives_up_says_nothing_of_the_store()
    {
        var gate = new TaskCompletionSource();
        _history.Store.Gate = gate.Task;
        using var client = new CancellationTokenSource();
        var reading = _gate.VersionAsync(Interval.OneDay, client.Token).AsTask();
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.False(_gate.Health.IsDegraded);
        gate.SetResult();
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused_with_a_sentence()
    {
        var refused = Assert.Throws<ArgumentException>(() => new HistoryGate(
            _reader, new HistoryGateOptions { TimeLimit = TimeSpan.Zero }, _history.Time, NullLogger<HistoryGate>.Instance));
        Assert.Contains("00:00:02 is usual", refused.Message);
    }
}
