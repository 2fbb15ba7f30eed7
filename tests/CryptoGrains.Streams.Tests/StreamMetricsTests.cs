using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CryptoGrains.Streams.Segments;
using CryptoGrains.Streams.Tests.Segments;

namespace CryptoGrains.Streams.Tests;

public sealed class StreamMetricsTests
{
    [Fact]
    public async Task The_meter_tells_what_was_written_forced_and_waits()
    {
        // The meter is the process's and other tests write too, but none of them to a partition of this number.
        const int partition = 37;
        using var files = new SmallLog { Options = new SegmentLogOptions { PartitionCount = partition + 1 } };
        await using var log = await files.OpenAsync();
        var values = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == StreamMetrics.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        listener.Start();

        await log.AppendAsync(partition, new[] { LogEntry.Clock("BINANCE", default), LogEntry.Clock("BINANCE", default) }, TestContext.Current.CancellationToken);

        Assert.Equal(2, values["cryptograins.log.appended.records"]);
        Assert.Equal(1, values["cryptograins.log.commits"]);
        Assert.Equal(1, values["cryptograins.log.fsync.duration"]);
        Assert.Equal(0, values["cryptograins.log.queue.records"]);
        Assert.True(values["cryptograins.log.appended.bytes"] > 36, "No bytes were counted.");

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "partition", Value: int number } && number == partition)
                    values.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            }
        }
    }
}
