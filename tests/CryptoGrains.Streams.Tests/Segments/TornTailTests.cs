namespace CryptoGrains.Streams.Tests.Segments;

public sealed class TornTailTests
{
    [Fact]
    public async Task A_tail_torn_at_any_byte_of_the_last_block_is_cut_off_and_its_offsets_go_to_what_comes()
    {
        using var files = new SmallLog();
        var written = await files.WriteAsync(5, 4, 3);
        var bytes = await File.ReadAllBytesAsync(files.Files[0], Cancel);
        var lastBlock = (int)SmallLog.BlockPlaces(files.Files[0])[2];
        var more = Trades.Of(SmallLog.Name, 2, firstId: 5);

        for (var length = lastBlock; length < bytes.Length; length++)
        {
            await File.WriteAllBytesAsync(files.Files[0], bytes[..length], Cancel);
            await using var log = await files.OpenAsync();

            Assert.Equal((0, 9), log.Bounds(0));
            Assert.Equal(9, await log.AppendAsync(0, more, Cancel));
            Assert.Equal([.. written[..9], .. Trades.At(9, more)], await log.ReadToEndAsync(0, 0));
        }

        Assert.Contains(files.Logger.Lines, line => line.Contains($"the last 1 bytes are no whole block and are cut off at byte {lastBlock}"));
    }

    [Fact]
    public async Task A_last_block_with_any_byte_changed_is_cut_off_and_its_offsets_are_not_used_again()
    {
        using var files = new SmallLog();
        var written = await files.WriteAsync(5, 4, 3);
        var segment = files.Files[0];
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        var lastBlock = (int)SmallLog.BlockPlaces(segment)[2];

        for (var place = lastBlock; place < bytes.Length; place++)
        {
            foreach (var file in files.Files)
                File.Delete(file);
            var damaged = bytes.ToArray();
            damaged[place] ^= 0x10;
            await File.WriteAllBytesAsync(segment, damaged, Cancel);

            // Opened twice: the offsets stay used although nothing has been appended behind them.
            await (await files.OpenAsync()).DisposeAsync();
            await using var log = await files.OpenAsync();
            var more = Trades.Of(SmallLog.Name, 2, firstId: 5);
            var first = await log.AppendAsync(0, more, Cancel);
            var (entries, losses) = await log.ReadWithLossesAsync(0, 0);

            Assert.True(first >= written.Length, $"Byte {place}: offset {first} had been acknowledged for another record.");
            Assert.Equal([.. written[..9], .. Trades.At(first, more)], entries);
            var loss = Assert.Single(losses);
            Assert.Equal((9, first), (loss.FromOffset, loss.ToOffset));
        }
    }

    [Fact]
    public async Task A_log_that_has_lost_what_a_reader_had_read_does_not_use_those_offsets_again()
    {
        using var files = new SmallLog();
        await files.WriteAsync(5, 4);
        await using (var log = await files.OpenAsync())
            await log.StorePositionAsync("grains", 0, 9, Cancel);
        File.WriteAllBytes(files.Files[0], (await File.ReadAllBytesAsync(files.Files[0], Cancel))[..(int)SmallLog.BlockPlaces(files.Files[0])[1]]);

        await using var again = await files.OpenAsync();

        Assert.Equal(9, await again.AppendAsync(0, Trades.Of(SmallLog.Name, 1), Cancel));
        var (_, losses) = await again.ReadWithLossesAsync(0, 0);
        Assert.Equal((5, 9), (losses[0].FromOffset, losses[0].ToOffset));
    }

    [Fact]
    public async Task A_copy_taken_at_any_moment_holds_all_that_was_acknowledged_before_it()
    {
        using var files = new SmallLog();
        var written = Trades.Of(SmallLog.Name, 60_000);
        await using var log = await files.OpenAsync();
        var random = new Random(5);
        var appending = Task.Run(
            async () =>
            {
                for (var at = 0; at < written.Length;)
                {
                    var count = Math.Min(written.Length - at, random.Next(1, 200));
                    await log.AppendAsync(0, written.AsMemory(at, count), Cancel);
                    at += count;
                }
            },
            Cancel);

        var copies = 0;
        while (!appending.IsCompleted)
        {
            var acknowledged = (int)log.Bounds(0).Next;
            using var copy = new SmallLog();
            CopyFolder(files.Path, copy.Path);
            await using var copied = await copy.OpenAsync();

            var next = (int)copied.Bounds(0).Next;
            Assert.InRange(next, acknowledged, written.Length);
            Assert.Equal(Trades.At(0, written[..next]), await copied.ReadToEndAsync(0, 0));
            copies++;
        }

        await appending;
        Assert.True(copies > 0, "No copy was taken while records were appended.");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static void CopyFolder(string from, string to)
    {
        // The lock belongs to the process, and a crash leaves none.
        foreach (var file in Directory.GetFiles(from, "*.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file).Length > 0))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = File.Create(target);
            source.CopyTo(copy);
        }
    }
}
