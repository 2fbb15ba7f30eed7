using System.Diagnostics;
using CryptoGrains.Market;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Segments;

public sealed class SegmentTradeLogTests
{
    [Fact]
    public async Task A_second_opening_is_refused_with_the_process_that_holds_the_log()
    {
        using var files = new SmallLog();
        await using var log = await files.OpenAsync();

        var refusal = await Assert.ThrowsAsync<TradeLogException>(() => files.OpenAsync());

        Assert.True(refusal.IsInUse);
        Assert.StartsWith($"The trade log in {files.Path} is in use by process {Environment.ProcessId}: ", refusal.Message);
    }

    [Fact]
    public async Task Another_process_that_holds_the_lock_keeps_us_out_until_it_ends()
    {
        using var files = new SmallLog();
        await (await files.OpenAsync()).DisposeAsync();
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "Needs flock, of the package util-linux.");
        using var other = Process.Start(new ProcessStartInfo("/usr/bin/flock", [Path.Combine(files.Path, "lock"), "sh", "-c", "echo held; read line"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(Cancel));

        await Assert.ThrowsAsync<TradeLogException>(() => files.OpenAsync());

        await other.StandardInput.WriteLineAsync("go");
        await other.WaitForExitAsync(Cancel);
        await (await files.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_log_keeps_the_partitions_it_was_made_with_and_says_so()
    {
        using var files = new SmallLog();
        await files.WriteAsync(1);

        await using var log = await SegmentTradeLog.OpenAsync(files.Path, files.Options with { PartitionCount = 9 }, logger: files.Logger);

        Assert.Equal(1, log.PartitionCount);
        Assert.Contains(files.Logger.Lines, line => line.Contains("was made with 1 partitions and keeps them; 9 were asked for"));
    }

    [Fact]
    public async Task A_log_that_was_made_before_logs_had_an_id_gets_one_and_keeps_it()
    {
        using var files = new SmallLog();
        await files.WriteAsync(3);
        await File.WriteAllTextAsync(Path.Combine(files.Path, "trade-log.txt"), "cryptograins trade log 1\npartitions 1\n", Cancel);

        string given;
        await using (var log = await files.OpenAsync())
            given = log.Id;
        await using var again = await files.OpenAsync();

        Assert.Equal(32, given.Length);
        Assert.Equal(given, again.Id);
        Assert.Equal(3, again.Bounds(0).Next);
    }

    [Theory]
    [InlineData("cryptograins trade log 2\npartitions 1\n")]
    [InlineData("cryptograins trade log 1\npartitions many\n")]
    [InlineData("cryptograins trade log 1\npartitions 1\nid me\n")]
    [InlineData("cryptograins trade log 1\npartitions 1\n0123456789abcdef0123456789abcdef\n")]
    [InlineData("")]
    public async Task A_head_that_this_version_does_not_know_is_refused(string head)
    {
        using var files = new SmallLog();
        await files.WriteAsync(1);
        await File.WriteAllTextAsync(Path.Combine(files.Path, "trade-log.txt"), head, Cancel);

        var refusal = await Assert.ThrowsAsync<TradeLogException>(() => files.OpenAsync());

        Assert.Contains("is not the head of a trade log of version 1", refusal.Message);
    }

    [Fact]
    public async Task Partitions_without_a_head_are_refused()
    {
        using var files = new SmallLog();
        await files.WriteAsync(1);
        File.Delete(Path.Combine(files.Path, "trade-log.txt"));

        var refusal = await Assert.ThrowsAsync<TradeLogException>(() => files.OpenAsync());

        Assert.Contains("holds partitions but no trade-log.txt", refusal.Message);
    }

    [Fact]
    public async Task A_position_file_that_holds_no_number_is_refused()
    {
        using var files = new SmallLog();
        await files.WriteAsync(3);
        await using (var log = await files.OpenAsync())
            await log.StorePositionAsync("grains", 0, 3, Cancel);
        await File.WriteAllTextAsync(Path.Combine(files.Path, "readers", "grains", "p0000.pos"), string.Empty, Cancel);

        var refusal = await Assert.ThrowsAsync<TradeLogException>(() => files.OpenAsync());

        Assert.Contains("delete it, and the reader begins with the oldest record", refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    public async Task A_readers_name_is_no_path(string name)
    {
        using var files = new SmallLog();
        await using var log = await files.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await log.StorePositionAsync(name, 0, 0, Cancel));
    }

    [Fact]
    public async Task An_offset_beyond_the_end_is_refused()
    {
        using var files = new SmallLog();
        await files.WriteAsync(3);
        await using var log = await files.OpenAsync();
        await using var reader = log.ReadAsync(0, 4, Cancel).GetAsyncEnumerator(Cancel);

        var refusal = await Assert.ThrowsAsync<TradeLogException>(async () => await reader.MoveNextAsync());

        Assert.StartsWith("Partition 0 of the trade log ends at offset 3, and 4 was asked for.", refusal.Message);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.StorePositionAsync("grains", 0, 4, Cancel));
    }

    [Fact]
    public async Task Closing_the_log_ends_its_readers_and_appenders()
    {
        using var files = new SmallLog();
        var log = await files.OpenAsync();
        await using var reader = log.ReadAsync(0, 0, Cancel).GetAsyncEnumerator(Cancel);
        var reading = reader.MoveNextAsync().AsTask();

        await log.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(0, Trades.Of(SmallLog.Name, 1), Cancel));
    }

    [Fact]
    public async Task Appends_beyond_the_queue_wait_and_are_all_written_in_order()
    {
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = 1, QueueRecords = 10 } };
        await using var log = await files.OpenAsync();
        var written = Trades.Of(SmallLog.Name, 5_000);

        var sizes = new[] { 1, 30, 3, 7, 9 };
        var appends = new List<Task<long>>();
        for (var at = 0; at < written.Length;)
        {
            var count = Math.Min(sizes[appends.Count % sizes.Length], written.Length - at);
            appends.Add(log.AppendAsync(0, written.AsMemory(at, count), Cancel).AsTask());
            at += count;
        }

        await Task.WhenAll(appends).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal(Trades.At(0, written), await log.ReadToEndAsync(0, 0));
    }

    [Fact]
    public async Task A_commit_of_many_blocks_is_read_as_it_was_written()
    {
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = 1, SegmentBytes = 100_000 } };
        await using var log = await files.OpenAsync();
        var written = Trades.Of(SmallLog.Name, 300_000);

        await log.AppendAsync(0, written, Cancel);

        Assert.Equal(Trades.At(0, written), await log.ReadToEndAsync(0, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GRÜN")]
    public async Task A_clock_mark_of_no_venue_is_refused(string venue)
    {
        using var files = new SmallLog();
        await using var log = await files.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(0, new[] { LogEntry.Clock(venue, default) }, Cancel));
    }

    [Fact]
    public async Task What_no_reader_could_decode_is_refused()
    {
        using var files = new SmallLog();
        await using var log = await files.OpenAsync();
        var trade = Trades.Of(SmallLog.Name, 1)[0].Trade;

        await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(0, new[] { LogEntry.Of(default(Trade)) }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(0, new[] { LogEntry.Of(trade with { TakerSide = (TakerSide)7 }) }, Cancel));
    }

    [Fact]
    public async Task Reading_allocates_a_readers_memory_once_and_next_to_nothing_a_record()
    {
        using var files = new SmallLog();
        const int count = 200_000;
        await using var log = await files.OpenAsync();
        await log.AppendAsync(0, Trades.Of(SmallLog.Name, count), Cancel);
        await log.ReadToEndAsync(0, 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await foreach (var batch in log.ReadAsync(0, 0, Cancel))
        {
            if (batch.NextOffset == count)
                break;
        }

        // The read buffer of 256 KiB and the array of 84 KB that every batch is decoded into, shared by the records.
        var perRecord = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
        Assert.InRange(perRecord, 1, 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Policies_that_force_keep_the_same_records(bool everyCommit)
    {
        var time = new ManualTime(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));
        var fsync = everyCommit ? FsyncPolicy.EveryCommit : FsyncPolicy.Interval(TimeSpan.FromSeconds(1));
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = 1, Fsync = fsync, SegmentBytes = 4_096 } };
        await using var log = await files.OpenAsync(time);
        var written = Trades.Of(SmallLog.Name, 3_000);

        foreach (var batch in written.Chunk(100))
        {
            await log.AppendAsync(0, batch, Cancel);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Trades.At(0, written), await log.ReadToEndAsync(0, 0));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
