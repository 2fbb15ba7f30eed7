using System.Diagnostics.Metrics;

namespace CryptoGrains.History.Stores;

/// <summary>What the blob stores count, under the meter <c>CryptoGrains.Stores</c>.</summary>
public static class StoreMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "CryptoGrains.Stores";

    private static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("cryptograins.store.retries", "{request}", "Requests to a store that were tried again.");

    internal static readonly Counter<long> Failures =
        Meter.CreateCounter<long>("cryptograins.store.failures", "{call}", "Calls that a store gave up.");

    internal static readonly Counter<long> OwnWrites = Meter.CreateCounter<long>(
        "cryptograins.store.writes.recognised", "{call}", "Blobs that an unanswered try had written, as the next try found.");
}
