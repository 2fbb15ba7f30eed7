using System.Diagnostics;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Segments;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_with_a_sentence_keeps_what_was_acknowledged_and_goes_on_once_there_is_room()
    {
        using var disk = new TinyDisk("1m");
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[600_000], Cancel);
        var options = new SegmentLogOptions { PartitionCount = 1, SegmentBytes = 65_536 };
        var acknowledged = new List<LogEntry>();
        var folder = Path.Combine(disk.Path, "log");
        await using (var log = await SegmentTradeLog.OpenAsync(folder, options))
        {
            TradeLogException? refusal = null;
            for (var i = 0; i < 1_000 && refusal is null; i++)
            {
                var batch = Trades.Of(SmallLog.Name, 500, firstId: i * 1_000);
                try
                {
                    await log.AppendAsync(0, batch, Cancel);
                    acknowledged.AddRange(batch);
                }
                catch (TradeLogException exception)
                {
                    refusal = exception;
                }
            }

            Assert.NotNull(refusal);
            Assert.Contains("Partition 0 of the trade log could not be written", refusal.Message);
            Assert.Contains("make room and append again", refusal.Message);
            Assert.Equal(Trades.At(0, acknowledged), await log.ReadToEndAsync(0, 0));

            File.Delete(ballast);
            var more = Trades.Of(SmallLog.Name, 500);
            Assert.Equal(acknowledged.Count, await log.AppendAsync(0, more, Cancel));
            acknowledged.AddRange(more);
            Assert.Equal(Trades.At(0, acknowledged), await log.ReadToEndAsync(0, 0));
        }

        await using var again = await SegmentTradeLog.OpenAsync(folder, options);
        Assert.Equal(Trades.At(0, acknowledged), await again.ReadToEndAsync(0, 0));
    }

    [Fact]
    public async Task A_position_that_does_not_fit_the_disk_leaves_the_old_one()
    {
        using var disk = new TinyDisk("1m");
        await using var log = await SegmentTradeLog.OpenAsync(Path.Combine(disk.Path, "log"), new SegmentLogOptions { PartitionCount = 1 });
        await log.AppendAsync(0, Trades.Of(SmallLog.Name, 10), Cancel);
        await log.StorePositionAsync("grains", 0, 3, Cancel);
        await disk.FillAsync();

        var refusal = await Assert.ThrowsAsync<TradeLogException>(async () => await log.StorePositionAsync("grains", 0, 4, Cancel));

        Assert.Contains("The reader's position is what it was.", refusal.Message);
        Assert.Equal(3, await log.ReadPositionAsync("grains", 0, Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A file system in memory that is soon full.</summary>
    private sealed class TinyDisk : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public TinyDisk(string size)
        {
            if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", Path) != 0)
            {
                _folder.Dispose();
                Assert.Skip("Needs Linux and the right to mount a tmpfs (root).");
            }
        }

        public string Path => _folder.Path;

        /// <summary>Writes until nothing more fits.</summary>
        public async Task FillAsync()
        {
            await using var file = File.Create(System.IO.Path.Combine(Path, "fill"));
            var page = new byte[4_096];
            await Assert.ThrowsAsync<IOException>(async () =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    await file.WriteAsync(page, Cancel);
                    await file.FlushAsync(Cancel);
                }
            });
        }

        public void Dispose()
        {
            Assert.Equal(0, Run("umount", Path));
            _folder.Dispose();
        }

        private static int Run(string command, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}
