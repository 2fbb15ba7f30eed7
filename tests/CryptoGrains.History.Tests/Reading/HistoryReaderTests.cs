using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.History.Tests.Reading;

public sealed class HistoryReaderTests : IDisposable
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    private readonly HistoryFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public async Task Without_tables_there_is_nothing()
    {
        using var reader = new HistoryReader(_history.Tables);

        Assert.Null(await reader.ReadAsync(Asked(Interval.OneMinute, "2024-08-01")));
        Assert.Null(await reader.VersionAsync(Interval.OneMinute));
        Assert.Null(await reader.BoundaryAsync("BINANCE"));
        Assert.Empty(await reader.InstrumentsAsync());
        Assert.False(await reader.ContainsAsync(HistoryFixture.Bitcoin));
    }

    [Fact]
    public async Task A_candle_comes_back_as_it_was_written()
    {
        var boundary = Timestamp.From(_history.Time.GetUtcNow());
        await _history.CommitAsync(Interval.OneDay, HistoryFixture.Bitcoin, boundary, HistoryFixture.Days("2024-08-01", 3));
        using var reader = new HistoryReader(_history.Tables);

        var page = await reader.ReadAsync(Asked(Interval.OneDay, "2024-08-02", limit: 1));

        Assert.Equal(0, page!.Version);
        Assert.Equal(boundary, page.Boundary);
        Assert.Equal(At("2024-08-03"), page.Next);
        Assert.Equal(HistoryFixture.Days("2024-08-01", 3)[1].ToCandle(CandleSource.Batch), Assert.Single(page.Candles));
        Assert.Null(page.Candles[0].QuoteVolume);
        Assert.Null(page.Candles[0].FirstTradeId);
    }

    [Fact]
    public async Task Only_the_files_that_a_range_touches_are_read()
    {
        await CommitYearAsync();
        using var reader = new HistoryReader(_history.Tables);
        _ = await reader.VersionAsync(Interval.OneMinute);
        _history.Store.Forget();

        var june = await reader.ReadAsync(Asked(Interval.OneMinute, "2024-06-10", "2024-06-20", limit: 5_000));
        Assert.Equal(60, june!.Candles.Length);
        Assert.Single(_history.Store.FilesRead);

        _history.Store.Forget();
        var latest = await reader.ReadAsync(new CandlesAsked(HistoryFixture.Bitcoin, Interval.OneMinute, null, null, 100));
        Assert.Equal(100, latest!.Candles.Length);
        Assert.Equal(2, _history.Store.FilesRead.Count);

        _history.Store.Forget();
        Assert.Empty((await reader.ReadAsync(Asked(Interval.OneMinute, "2030-01-01")))!.Candles);
        Assert.Empty((await reader.ReadAsync(new CandlesAsked(HistoryFixture.Ether, Interval.OneMinute, null, null, 100)))!.Candles);
        Assert.Empty(_history.Store.FilesRead);
    }

    [Fact]
    public async Task Any_walk_over_any_range_gives_each_candle_once()
    {
        await CommitYearAsync();
        using var reader = new HistoryReader(_history.Tables);
        var all = Months().SelectMany(rows => rows).Select(row => row.OpenTime).ToArray();

        Prop.ForAll(
            (from start in Gen.Choose(-1_000, 370 * 1_440)
             from length in Gen.Choose(1, 370 * 1_440)
             from limit in Gen.Choose(1, 100)
             from open in Gen.Elements(true, false)
             select (From: At("2024-01-01") + TimeSpan.FromMinutes(start), Length: TimeSpan.FromMinutes(length), limit, open)).ToArbitrary(),
            asked =>
            {
                Timestamp? to = asked.open ? null : asked.From + asked.Length;
                var expected = all.Where(time => time >= asked.From.Microseconds && !(time >= to?.Microseconds)).ToArray();
                var seen = new List<long>();
                for (Timestamp? next = asked.From; next is { } from;)
                {
                    var page = Now(reader.ReadAsync(new CandlesAsked(HistoryFixture.Bitcoin, Interval.OneMinute, from, to, asked.limit)))!;
                    seen.AddRange(page.Candles.Select(candle => candle.OpenTime.Microseconds));
                    next = page.Next;
                }

                Assert.Equal(expected, seen);
                var latest = Now(reader.ReadAsync(new CandlesAsked(HistoryFixture.Bitcoin, Interval.OneMinute, null, to, asked.limit)))!;
                Assert.Equal(
                    all.Where(time => !(time >= to?.Microseconds)).TakeLast(asked.limit),
                    latest.Candles.Select(candle => candle.OpenTime.Microseconds));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_hot_read_does_not_touch_the_store_and_a_new_version_is_seen_after_a_while()
    {
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3));
        using var reader = new HistoryReader(_history.Tables);
        Assert.Equal(1_000m, await FirstCloseAsync(reader));

        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3, close: 2_000));
        _history.Store.Forget();
        Assert.Equal(1_000m, await FirstCloseAsync(reader));
        Assert.Empty(_history.Store.Asked);

        _history.Time.Advance(Stale);
        Assert.Equal(2_000m, await FirstCloseAsync(reader));
        Assert.Equal(1, await reader.VersionAsync(Interval.OneMinute));
    }

    [Fact]
    public async Task What_this_process_commits_is_seen_at_once()
    {
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3));
        using var reader = new HistoryReader(_history.Tables);
        Assert.Equal(1_000m, await FirstCloseAsync(reader));

        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3, close: 2_000));
        await reader.RefreshAsync();

        Assert.Equal(2_000m, await FirstCloseAsync(reader));
    }

    [Fact]
    public async Task A_look_that_began_before_a_commit_does_not_hide_it()
    {
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3));
        using var reader = new HistoryReader(_history.Tables);
        _ = await reader.VersionAsync(Interval.OneMinute);
        _history.Time.Advance(Stale);
        _history.Store.Forget();
        var gate = new TaskCompletionSource();
        _history.Store.Gate = gate.Task;
        var early = reader.VersionAsync(Interval.OneMinute);
        await UntilAsync(() => _history.Store.Asked.Count > 0);

        _history.Store.Gate = Task.CompletedTask;
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3, close: 2_000));
        reader.Invalidate();
        Assert.Equal(1, await reader.VersionAsync(Interval.OneMinute));
        gate.SetResult();
        _ = await early;

        Assert.Equal(1, await reader.VersionAsync(Interval.OneMinute));
    }

    [Fact]
    public async Task As_of_shows_the_old_truth_by_version_and_by_time()
    {
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3));
        var then = _history.Time.GetUtcNow();
        _history.Time.Advance(TimeSpan.FromHours(1));
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3, close: 2_000));
        using var reader = new HistoryReader(_history.Tables);

        Assert.Equal(1_000m, await FirstCloseAsync(reader, new AsOf(0, null)));
        Assert.Equal(2_000m, await FirstCloseAsync(reader, new AsOf(1, null)));
        Assert.Equal(1_000m, await FirstCloseAsync(reader, new AsOf(null, then.AddMinutes(59))));
        Assert.Equal(2_000m, await FirstCloseAsync(reader, new AsOf(null, then.AddDays(1))));
        Assert.Null(await FirstCloseAsync(reader, new AsOf(2, null)));
        Assert.Null(await FirstCloseAsync(reader, new AsOf(null, then.AddMinutes(-1))));
    }

    [Fact]
    public async Task Versions_looked_at_lately_are_not_read_again()
    {
        for (var version = 0; version < 3; version++)
            await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3, close: 1_000 + version));
        using var reader = new HistoryReader(_history.Tables);
        _ = await FirstCloseAsync(reader, new AsOf(0, null));
        _history.Store.Forget();

        Assert.Equal(1_000m, await FirstCloseAsync(reader, new AsOf(0, null)));
        Assert.Empty(_history.Store.Asked);
    }

    [Fact]
    public async Task A_stampede_reads_a_slice_once()
    {
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 1_000));
        using var reader = new HistoryReader(_history.Tables);
        _ = await reader.VersionAsync(Interval.OneMinute);
        _history.Store.Forget();
        var gate = new TaskCompletionSource();
        _history.Store.Gate = gate.Task;

        var readers = Enumerable.Range(0, 100).Select(_ => FirstCloseAsync(reader)).ToArray();
        await UntilAsync(() => _history.Store.Asked.Count > 0);
        gate.SetResult();
        Assert.All(await Task.WhenAll(readers), close => Assert.Equal(1_000m, close));

        var alone = _history.Store.Asked.Count;
        _history.Store.Forget();
        using var another = new HistoryReader(_history.Tables);
        _ = await another.VersionAsync(Interval.OneMinute);
        _history.Store.Forget();
        _ = await FirstCloseAsync(another);
        Assert.Equal(_history.Store.Asked.Count, alone);
    }

    [Fact]
    public async Task The_cache_keeps_to_its_bytes_and_gives_up_what_was_not_asked_for_longest()
    {
        await CommitYearAsync();
        using var reader = new HistoryReader(_history.Tables, new HistoryReaderOptions { CacheBytes = 30_000 });
        for (var month = 1; month <= 12; month++)
            _ = await reader.ReadAsync(Asked(Interval.OneMinute, $"2024-{month:00}-10", limit: 10));
        Assert.InRange(reader.CachedBytes, 10_000, 30_000);

        _history.Store.Forget();
        _ = await reader.ReadAsync(Asked(Interval.OneMinute, "2024-12-10", limit: 10));
        Assert.Empty(_history.Store.FilesRead);
        _ = await reader.ReadAsync(Asked(Interval.OneMinute, "2024-01-10", limit: 10));
        Assert.Single(_history.Store.FilesRead);
    }

    [Fact]
    public async Task A_failed_read_is_tried_again()
    {
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 3));
        using var reader = new HistoryReader(_history.Tables);
        _ = await reader.VersionAsync(Interval.OneMinute);
        _history.Store.Failure = "The store is on fire.";
        await Assert.ThrowsAsync<BlobStoreException>(() => FirstCloseAsync(reader));

        _history.Store.Failure = null;
        Assert.Equal(1_000m, await FirstCloseAsync(reader));
    }

    [Fact]
    public async Task Two_files_that_tell_of_the_same_time_are_refused_and_not_doubled()
    {
        await _history.CommitAsync(
            Interval.OneMinute,
            HistoryFixture.Bitcoin,
            null,
            HistoryFixture.Minutes("2024-08-01T00:00", 10),
            HistoryFixture.Minutes("2024-08-01T00:05", 10));
        using var reader = new HistoryReader(_history.Tables);

        foreach (var from in new Timestamp?[] { At("2024-08-01"), null })
        {
            var asked = new CandlesAsked(HistoryFixture.Bitcoin, Interval.OneMinute, from, null, 100);
            var failure = await Assert.ThrowsAsync<DeltaException>(() => reader.ReadAsync(asked).AsTask());
            Assert.Contains("rebuild --full", failure.Message);
        }
    }

    [Fact]
    public async Task Instruments_are_those_that_have_days()
    {
        await _history.CommitAsync(Interval.OneDay, HistoryFixture.Ether, null, HistoryFixture.Days("2024-08-01", 1));
        await _history.CommitAsync(Interval.OneDay, HistoryFixture.Bitcoin, null, HistoryFixture.Days("2024-08-01", 1));
        using var reader = new HistoryReader(_history.Tables);

        Assert.Equal([HistoryFixture.Bitcoin, HistoryFixture.Ether], await reader.InstrumentsAsync());
        Assert.True(await reader.ContainsAsync(HistoryFixture.Ether));
    }

    [Fact]
    public async Task A_venue_is_served_up_to_where_the_least_of_its_tables_is()
    {
        foreach (var interval in Intervals.All)
        {
            var rows = interval == Interval.OneDay ? HistoryFixture.Days("2024-08-01", 1) : HistoryFixture.Minutes("2024-08-01", 1);
            await _history.CommitAsync(interval, HistoryFixture.Bitcoin, At("2024-08-05") - TimeSpan.FromHours((int)interval), rows);
        }

        using var reader = new HistoryReader(_history.Tables);
        Assert.Equal(At("2024-08-05") - TimeSpan.FromHours(5), await reader.BoundaryAsync("BINANCE"));
        Assert.Null(await reader.BoundaryAsync("KRAKEN"));
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused_with_a_sentence()
    {
        var refused = Assert.Throws<ArgumentException>(() => new HistoryReader(_history.Tables, new HistoryReaderOptions { ConcurrentReads = 0 }));
        Assert.Contains("4 are usual", refused.Message);
    }

    private static Timestamp At(string time) => new(HistoryFixture.Micros(time));

    private static CandlesAsked Asked(Interval interval, string from, string? to = null, int limit = 500) =>
        new(HistoryFixture.Bitcoin, interval, At(from), to is null ? null : At(to), limit);

    private static T Now<T>(ValueTask<T> reading) => reading.AsTask().GetAwaiter().GetResult();

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        while (!isTrue())
            await Task.Yield();
    }

    private static async Task<decimal?> FirstCloseAsync(HistoryReader reader, AsOf? asOf = null) =>
        (await reader.ReadAsync(Asked(Interval.OneMinute, "2024-08-01", limit: 1) with { AsOf = asOf }))?.Candles[0].Close;

    /// <summary>An hour of minutes in each month of 2024, in a file for each month.</summary>
    private static CandleRow[][] Months() =>
        [.. Enumerable.Range(1, 12).Select(month => HistoryFixture.Minutes($"2024-{month:00}-10T12:00", 60))];

    private Task CommitYearAsync() => _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, Months());
}
