using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CryptoGrains.Streams.Segments;
using CryptoGrains.Streams.Tests.Segments;

namespace CryptoGrains.Streams.Tests;

public sealed class StreamMetricsTests
{
    [Fact]
    public async Task An_interval_forces_what_was_written_once_it_has_passed()
    {
        const int partition = 38;
        var time = new ManualTime(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));
        using var files = new SmallLog
        {
            Options = new SegmentLogOptions { PartitionCount = partition + 1, Fsync = FsyncPolicy.Interval(TimeSpan.FromSeconds(1)) },
        };
        await using var log = await files.OpenAsync(time);
        var forced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = Listen(partition, (name, _) =>
        {
            if (name == "cryptograins.log.fsync.duration")
                forced.TrySetResult();
        });

        await log.AppendAsync(partition, new[] { LogEntry.Clock("BINANCE", default) }, TestContext.Current.CancellationToken);
        Assert.False(forced.Task.IsCompleted, "It was forced although the interval had not passed.");
        time.Advance(TimeSpan.FromSeconds(1));

        await forced.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_meter_tells_what_was_written_forced_and_waits()
    {
        // The meter is the process's and other tests write too, but none of them to a partition of this number.
        const int partition = 37;
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = partition + 1 } };
        await using var log = await files.OpenAsync();
        var values = new ConcurrentDictionary<string, double>();
        using var listener = Listen(partition, (name, value) => values.AddOrUpdate(name, value, (_, sum) => sum + value));

        await log.AppendAsync(partition, new[] { LogEntry.Clock("BINANCE", default), LogEntry.Clock("BINANCE", default) }, TestContext.Current.CancellationToken);

        Assert.Equal(2, values["cryptograins.log.appended.records"]);
        Assert.Equal(1, values["cryptograins.log.commits"]);
        Assert.Equal(1, values["cryptograins.log.fsync.duration"]);
        Assert.Equal(0, values["cryptograins.log.queue.records"]);
        Assert.True(values["cryptograins.log.appended.bytes"] > 36, "No bytes were counted.");
    }

    /// <summary>Hears what the meter tells of one partition; of a duration, that there was one.</summary>
    private static MeterListener Listen(int partition, Action<string, double> heard)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == StreamMetrics.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(instrument, 1, tags));
        listener.Start();
        return listener;

        void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "partition", Value: int number } && number == partition)
                    heard(instrument.Name, value);
            }
        }
    }
}
