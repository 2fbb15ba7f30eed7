using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Segments;

public sealed class DamagedBlockTests
{
    [Fact]
    public async Task Any_byte_changed_in_a_middle_block_loses_that_block_and_no_other()
    {
        using var files = new SmallLog();
        var written = await files.WriteAsync(5, 4, 3, 2);
        var bytes = await File.ReadAllBytesAsync(files.Files[0], Cancel);
        var places = SmallLog.BlockPlaces(files.Files[0]);

        for (var place = places[1]; place < places[2]; place++)
        {
            foreach (var change in new byte[] { 0x01, 0x80, 0xFF })
            {
                var damaged = bytes.ToArray();
                damaged[place] ^= change;
                await File.WriteAllBytesAsync(files.Files[0], damaged, Cancel);
                await using var log = await files.OpenAsync();
                var (entries, losses) = await log.ReadWithLossesAsync(0, 0);

                Assert.Equal([.. written[..5], .. written[9..]], entries);
                var loss = Assert.Single(losses);
                Assert.Equal((5, 9), (loss.FromOffset, loss.ToOffset));
                Assert.Contains($"{files.Files[0]}, bytes {places[1]} to {places[2]}", loss.Reason);
            }
        }
    }

    [Fact]
    public async Task Bytes_changed_anywhere_in_several_segments_never_give_a_wrong_record()
    {
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = 1, Fsync = FsyncPolicy.Never, SegmentBytes = 4_096 } };
        var written = await files.WriteAsync([.. Enumerable.Repeat(40, 60)]);
        Assert.True(files.Files.Length > 3, $"Expected more than three segments, got {files.Files.Length}.");
        var random = new Random(7);
        for (var damage = 0; damage < 10; damage++)
        {
            var file = files.Files[random.Next(files.Files.Length - 1)];
            var bytes = await File.ReadAllBytesAsync(file, Cancel);
            random.NextBytes(bytes.AsSpan(random.Next(bytes.Length - 60), random.Next(1, 60)));
            await File.WriteAllBytesAsync(file, bytes, Cancel);
        }

        await using var log = await files.OpenAsync();
        var (entries, losses) = await log.ReadWithLossesAsync(0, 0);

        Assert.NotEmpty(losses);
        Assert.All(entries, entry => Assert.Equal(written[entry.Offset], entry));
        var covered = entries.Select(entry => entry.Offset)
            .Concat(losses.SelectMany(loss => Enumerable.Range((int)loss.FromOffset, (int)(loss.ToOffset - loss.FromOffset)).Select(offset => (long)offset)));
        Assert.Equal(Enumerable.Range(0, written.Length).Select(offset => (long)offset), covered.Order());
    }

    [Fact]
    public async Task A_closed_segment_that_breaks_off_is_a_loss_up_to_the_next()
    {
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = 1, Fsync = FsyncPolicy.Never, SegmentBytes = 4_096 } };
        var written = await files.WriteAsync([.. Enumerable.Repeat(40, 40)]);
        var places = SmallLog.BlockPlaces(files.Files[1]);
        var bytes = await File.ReadAllBytesAsync(files.Files[1], Cancel);
        await File.WriteAllBytesAsync(files.Files[1], bytes[..(int)(places[^2] + 50)], Cancel);
        var end = int.Parse(Path.GetFileNameWithoutExtension(files.Files[2]));

        await using var log = await files.OpenAsync();
        var (entries, losses) = await log.ReadWithLossesAsync(0, 0);

        Assert.Equal([.. written[..(end - 40)], .. written[end..]], entries);
        var loss = Assert.Single(losses);
        Assert.Equal((end - 40, end), (loss.FromOffset, loss.ToOffset));
    }

    [Fact]
    public async Task A_segment_that_someone_deleted_is_a_loss()
    {
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = 1, Fsync = FsyncPolicy.Never, SegmentBytes = 4_096 } };
        var written = await files.WriteAsync([.. Enumerable.Repeat(40, 40)]);
        var (from, to) = (int.Parse(Path.GetFileNameWithoutExtension(files.Files[1])), int.Parse(Path.GetFileNameWithoutExtension(files.Files[2])));
        File.Delete(files.Files[1]);

        await using var log = await files.OpenAsync();
        var (entries, losses) = await log.ReadWithLossesAsync(0, 0);

        Assert.Equal([.. written[..from], .. written[to..]], entries);
        Assert.Equal((from, to), (losses[0].FromOffset, losses[0].ToOffset));
    }

    [Fact]
    public async Task A_segment_that_someone_deletes_under_an_open_log_is_a_loss()
    {
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = 1, Fsync = FsyncPolicy.Never, SegmentBytes = 4_096 } };
        var written = await files.WriteAsync([.. Enumerable.Repeat(40, 40)]);
        await using var log = await files.OpenAsync();
        var gone = files.Files[1];
        var (from, to) = (int.Parse(Path.GetFileNameWithoutExtension(gone)), int.Parse(Path.GetFileNameWithoutExtension(files.Files[2])));
        File.Delete(gone);

        var (entries, losses) = await log.ReadWithLossesAsync(0, 0);

        Assert.Equal([.. written[..from], .. written[to..]], entries);
        Assert.Equal([new LogLoss(from, to, $"{gone} is gone.")], losses);
    }

    [Fact]
    public async Task A_reader_of_the_damaged_records_finds_the_loss_at_once()
    {
        using var files = new SmallLog();
        var written = await files.WriteAsync(5, 4, 3);
        var bytes = await File.ReadAllBytesAsync(files.Files[0], Cancel);
        bytes[SmallLog.BlockPlaces(files.Files[0])[1] + 40] ^= 1;
        await File.WriteAllBytesAsync(files.Files[0], bytes, Cancel);

        await using var log = await files.OpenAsync();
        var (entries, losses) = await log.ReadWithLossesAsync(0, 7);

        Assert.Equal(written[9..], entries);
        Assert.Equal((7, 9), (losses[0].FromOffset, losses[0].ToOffset));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
