using System.Diagnostics.Metrics;

namespace CryptoGrains.History.Reading;

/// <summary>What reading the history counts, in the meter <c>CryptoGrains.History</c>.</summary>
internal static class ReadingMetrics
{
    public const string MeterName = "CryptoGrains.History";

    /// <summary>The meter; whoever takes it has all of its counters made, so that they show 0 before they first count.</summary>
    public static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> SliceHits = Meter.CreateCounter<long>(
        "cryptograins.history.slices.hits", description: "Slices of the history found decoded.");

    public static readonly Counter<long> SliceMisses = Meter.CreateCounter<long>(
        "cryptograins.history.slices.misses", description: "Slices of the history that were read from the store.");

    public static readonly Counter<long> SliceEvictions = Meter.CreateCounter<long>(
        "cryptograins.history.slices.evictions", description: "Decoded slices given up for newer ones.");

    public static readonly UpDownCounter<long> SliceBytes = Meter.CreateUpDownCounter<long>(
        "cryptograins.history.slices.size", "By", "Decoded slices kept.");

    public static readonly Histogram<double> SliceSeconds = Meter.CreateHistogram<double>(
        "cryptograins.history.slices.duration", "s", "How long reading and decoding a slice took.");

    public static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "cryptograins.history.failures", description: "Times that the history could not be read, or not in time.");

    public static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "cryptograins.history.refusals", description: "Times that the history was not even tried, because the last tries failed.");
}
