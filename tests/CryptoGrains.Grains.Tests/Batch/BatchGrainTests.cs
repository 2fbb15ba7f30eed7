using CryptoGrains.Grains.Batch;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Stores;
using CryptoGrains.Market;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Grains.Tests.Batch;

public sealed class BatchGrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWork _work = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_answers_while_a_run_is_under_way_and_starts_no_second_one()
    {
        await using var node = await BatchNode.StartAsync(_folder.Path, _work);
        Assert.Equal(BatchState.Idle, (await node.Batch.GetStatusAsync()).State);

        Assert.True(await node.Batch.StartAsync(full: true));
        var running = await node.UntilAsync(status => status.Progress?.Step is not null);
        Assert.Equal((BatchState.Running, 42L), (running.State, running.Unarchived));
        Assert.Equal(("archive", 5L, 10L, "trades", true), (
            running.Progress!.Step, running.Progress.Done, running.Progress.Total, running.Progress.Unit, running.Progress.Full));
        Assert.False(await node.Batch.StartAsync(full: false));

        _work.Finish();
        var done = await node.UntilAsync(status => status.State != BatchState.Running);
        Assert.Equal((BatchState.Idle, null, null), (done.State, done.Progress, done.LastError));
        Assert.Equal((10L, 2, 3L, 4, 5, 6), (
            done.LastResult!.Archived, done.LastResult.FilesCompacted, done.LastResult.Days, done.LastResult.FilesWritten,
            done.LastResult.FilesKept, done.LastResult.Symbols));
        Assert.Equal(7, done.LastResult.Commits["candles_1m"]);
        Assert.Equal([true], _work.Began);
    }

    [Fact]
    public async Task A_failure_is_shown_and_the_next_run_tries_again()
    {
        await using var node = await BatchNode.StartAsync(_folder.Path, _work);
        Assert.True(await node.Batch.StartAsync(full: false));
        await node.UntilAsync(status => status.Progress?.Step is not null);
        _work.Fail(new IOException("The store is full."));

        var failed = await node.UntilAsync(status => status.State != BatchState.Running);
        Assert.Equal((BatchState.Failed, "The store is full."), (failed.State, failed.LastError));

        Assert.True(await node.Batch.StartAsync(full: false));
        await node.UntilAsync(status => status.Progress?.Step is not null);
        _work.Finish();
        var done = await node.UntilAsync(status => status.State != BatchState.Running);
        Assert.Equal((BatchState.Idle, null), (done.State, done.LastError));
    }

    [Fact]
    public async Task Stopping_cancels_a_run_waits_for_its_end_and_starts_no_other()
    {
        await using var node = await BatchNode.StartAsync(_folder.Path, _work);
        Assert.True(await node.Batch.StartAsync(full: false));
        await node.UntilAsync(status => status.Progress?.Step is not null);

        await node.StopAsync();

        var runner = node.Services.GetRequiredService<BatchRunner>();
        Assert.Equal(1, _work.Cancelled);
        Assert.Equal((BatchState.Failed, false), (runner.Status.State, runner.TryStart(full: false)));
    }

    [Fact]
    public async Task The_true_work_brings_trades_from_the_log_to_readers()
    {
        await using var node = await BatchNode.StartAsync(_folder.Path, work: null);
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        await node.Log.AppendAsync(partition, new[] { Sample.Entry(1, 0), Sample.Entry(2, 61) });
        for (var i = 0; i < node.Log.PartitionCount; i++)
            await node.Log.AppendAsync(i, new[] { Sample.Clock(7_200) });
        Assert.Equal(4, (await node.Batch.GetStatusAsync()).Unarchived);

        Assert.True(await node.Batch.StartAsync(full: false));
        var done = await node.UntilAsync(status => status.State != BatchState.Running);
        Assert.Null(done.LastError);
        Assert.Equal((2L, 0L), (done.LastResult!.Archived, done.Unarchived));

        var page = await node.Services.GetRequiredService<ICandleHistory>().ReadAsync(
            new CandlesAsked(GrainNode.Bitcoin, Interval.OneMinute, null, null, 10));
        Assert.Equal([Sample.At(0), Sample.At(60)], page!.Candles.Select(candle => candle.OpenTime));
        Assert.All(page.Candles, candle => Assert.True(candle.Closed));
        Assert.Equal(Sample.At(7_200) - TimeSpan.FromMinutes(16), page.Boundary);
    }

    [Fact]
    public void A_period_of_less_than_a_minute_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddHistory(
            new FolderBlobStore(_folder.Path, force: false), new BatchOptions { Every = TimeSpan.FromSeconds(10) }));
        Assert.Contains("a minute is the least", refused.Message);
    }
}
