using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CryptoGrains.Market;
using CryptoGrains.Streams.Kafka;
using CryptoGrains.Streams.Segments;
using CryptoGrains.Streams.Tests.Kafka.Brokers;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>A process that counts is killed while trades come in; another goes on where it was.</summary>
public sealed class KafkaKillTests(MockKafka kafka) : IClassFixture<MockKafka>
{
    private const int Partitions = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly KafkaLogOptions _options = kafka.NewLog(Partitions);

    [Fact]
    public async Task What_a_killed_process_was_counting_is_counted_once()
    {
        using var folder = new TemporaryFolder();
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        var instruments = Enumerable.Range(0, 40).Select(i => Instrument.Parse($"BINANCE:SYM{i}USDT")).ToArray();
        Assert.Equal(Partitions, instruments.Select(log.PartitionOf).Distinct().Count());
        using var one = new Counting(_options, folder.Path);
        using var two = new Counting(_options, folder.Path);
        using var full = new CancellationTokenSource();

        var appending = Task.Run(() => AppendAsync(log, instruments, full.Token), Cancel);
        foreach (var process in new[] { one, two })
            await process.CameToAsync(partitions: 1, offset: 1);
        await one.CameToAsync(partitions: 1, offset: 2_000);
        one.Kill();
        await two.CameToAsync(Partitions, offset: 4_000);
        await full.CancelAsync();
        var appended = await appending;
        for (var partition = 0; partition < Partitions; partition++)
            await two.CountedAsync(partition, log.Bounds(partition).Next);

        for (var partition = 0; partition < Partitions; partition++)
            Assert.Equal(appended[partition], SharingProcess.Load(folder.Path, partition));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Appends until it is stopped, and gives what a reader must have counted.</summary>
    private static async Task<SharingProcess.Counted[]> AppendAsync(KafkaTradeLog log, Instrument[] instruments, CancellationToken stop)
    {
        var counted = new SharingProcess.Counted[Partitions];
        for (var id = 1L; !stop.IsCancellationRequested; id += 10)
        {
            foreach (var instrument in instruments)
            {
                var partition = log.PartitionOf(instrument);
                var trades = Trades.Of(instrument.Name, 10, firstId: id);
                var first = await log.AppendAsync(partition, trades, Cancel);
                foreach (var entry in Trades.At(first, trades))
                    counted[partition] = counted[partition].With(entry);
            }
        }

        return counted;
    }

    /// <summary>A process that counts, as this one sees it.</summary>
    private sealed class Counting : IDisposable
    {
        private readonly ConcurrentDictionary<int, long> _next = new();
        private readonly AsyncPulse _moved = new();
        private readonly Process _process;

        public Counting(KafkaLogOptions options, string folder)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(Counting).Assembly.Location, SharingProcess.Verb, options.Bootstrap, options.Topic, folder])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            };
            _process = Process.Start(start)!;
            _ = HearAsync();
        }

        public void Kill() => _process.Kill();

        /// <summary>Waits until it has counted so far in at least so many partitions.</summary>
        public Task CameToAsync(int partitions, int offset) =>
            UntilAsync(() => _next.Count(pair => pair.Value >= offset) >= partitions, $"offset {offset} in {partitions} partitions");

        /// <summary>Waits until it has counted a partition so far.</summary>
        public Task CountedAsync(int partition, long offset) =>
            UntilAsync(() => _next.GetValueOrDefault(partition) >= offset, $"offset {offset} in partition {partition}");

        public void Dispose()
        {
            _process.Kill();
            _process.Dispose();
        }

        private async Task HearAsync()
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                var words = line.Split(' ');
                _next[int.Parse(words[0], CultureInfo.InvariantCulture)] = long.Parse(words[1], CultureInfo.InvariantCulture);
                _moved.Pulse();
            }
        }

        private async Task UntilAsync(Func<bool> isSo, string what)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            patience.CancelAfter(Patience);
            try
            {
                while (true)
                {
                    var moved = _moved.Next;
                    if (isSo())
                        return;
                    await moved.WaitAsync(patience.Token);
                }
            }
            catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
            {
                Assert.Fail($"The process that counts: expected {what} within {Patience}, came to {string.Join(", ", _next)}.");
            }
        }
    }
}
