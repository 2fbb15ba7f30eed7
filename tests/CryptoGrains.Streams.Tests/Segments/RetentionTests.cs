using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Segments;

public sealed class RetentionTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));

    private static SegmentLogOptions Options { get; } = new() { PartitionCount = 1, Fsync = FsyncPolicy.Never, SegmentBytes = 4_096 };

    [Fact]
    public async Task The_oldest_segments_go_when_the_log_is_larger_than_it_may_be()
    {
        using var files = new SmallLog { Options = Options with { RetainBytes = 20_000 } };
        await using var log = await files.OpenAsync(_time);
        var written = await AppendAsync(log, 100);

        var (first, next) = log.Bounds(0);
        Assert.InRange(files.Files.Sum(file => new FileInfo(file).Length), 10_000, 26_000);
        Assert.Equal(Path.GetFileNameWithoutExtension(files.Files[0]), $"{first:D20}");
        Assert.Equal(written.Length, next);

        var (entries, losses) = await log.ReadWithLossesAsync(0, 0);
        Assert.Equal((0, first), (losses[0].FromOffset, losses[0].ToOffset));
        Assert.Equal(written[(int)first..], entries);
    }

    [Fact]
    public async Task Segments_go_when_all_in_them_is_too_old_but_never_the_one_that_is_written()
    {
        using var files = new SmallLog { Options = Options with { RetainFor = TimeSpan.FromHours(1) } };
        await using var log = await files.OpenAsync(_time);
        await AppendAsync(log, 40);
        var old = log.Bounds(0).Next;
        _time.Advance(TimeSpan.FromMinutes(50));
        await AppendAsync(log, 40);
        Assert.Equal(0, log.Bounds(0).First);

        _time.Advance(TimeSpan.FromMinutes(12));
        var afterTheHour = log.Bounds(0).First;
        _time.Advance(TimeSpan.FromDays(1));

        Assert.InRange(afterTheHour, old - 200, old);
        Assert.Single(files.Files);
        Assert.True(log.Bounds(0).First < log.Bounds(0).Next, "The segment that is written was dropped.");
    }

    [Fact]
    public async Task What_a_reader_still_needs_stays()
    {
        using var files = new SmallLog { Options = Options with { RetainBytes = 20_000 } };
        await using var log = await files.OpenAsync(_time);
        await AppendAsync(log, 1);
        await log.StorePositionAsync("slow", 0, 10, Cancel);

        var written = await AppendAsync(log, 100);
        Assert.Equal(0, log.Bounds(0).First);

        await log.StorePositionAsync("slow", 0, written.Length / 2, Cancel);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(log.Bounds(0).First, 1, written.Length / 2);
    }

    [Fact]
    public async Task Above_the_greatest_size_even_that_goes_and_the_reader_finds_the_loss()
    {
        using var files = new SmallLog { Options = Options with { RetainBytes = 10_000, MaxBytes = 20_000 } };
        await using var log = await files.OpenAsync(_time);
        await log.StorePositionAsync("slow", 0, 0, Cancel);

        await AppendAsync(log, 100);

        var first = log.Bounds(0).First;
        Assert.True(first > 0, "Nothing was dropped.");
        Assert.InRange(files.Files.Sum(file => new FileInfo(file).Length), 10_000, 26_000);
        var (_, losses) = await log.ReadWithLossesAsync(0, (await log.ReadPositionAsync("slow", 0, Cancel))!.Value);
        Assert.Equal((0, first), (losses[0].FromOffset, losses[0].ToOffset));
    }

    [Fact]
    public async Task A_reader_in_the_middle_of_a_dropped_segment_goes_on()
    {
        using var files = new SmallLog { Options = Options with { RetainBytes = 10_000 } };
        await using var log = await files.OpenAsync(_time);
        var written = (await AppendAsync(log, 3)).ToList();
        await using var reader = log.ReadAsync(0, 0, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await reader.MoveNextAsync());
        var seen = reader.Current.Entries.ToArray().ToList();
        written.AddRange(await AppendAsync(log, 100));
        Assert.True(log.Bounds(0).First > seen.Count, "The reader's segment was not dropped.");

        var lost = new List<LogLoss>();
        while (seen.Count == 0 || seen[^1].Offset < log.Bounds(0).Next - 1)
        {
            Assert.True(await reader.MoveNextAsync());
            seen.AddRange(reader.Current.Entries.Span);
            if (reader.Current.Lost is { } loss)
                lost.Add(loss);
        }

        var gap = Assert.Single(lost);
        Assert.DoesNotContain(seen, entry => entry.Offset >= gap.FromOffset && entry.Offset < gap.ToOffset);
        Assert.Equal(log.Bounds(0).Next, seen.Count + gap.ToOffset - gap.FromOffset);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Appends so many commits of 40 records, about 500 bytes each.</summary>
    private static async Task<LogEntry[]> AppendAsync(SegmentTradeLog log, int commits)
    {
        var first = log.Bounds(0).Next;
        var written = Trades.Of(SmallLog.Name, commits * 40, firstId: first);
        foreach (var batch in written.Chunk(40))
            await log.AppendAsync(0, batch, Cancel);
        return Trades.At(first, written);
    }
}
