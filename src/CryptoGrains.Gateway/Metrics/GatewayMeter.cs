using System.Diagnostics.Metrics;

namespace CryptoGrains.Gateway.Metrics;

/// <summary>The gateway's meter: one naming scheme for all of its instruments.</summary>
internal sealed class GatewayMeter(IMeterFactory meters)
{
    private const string Prefix = "cryptograins.gateway.";

    private readonly Meter _meter = meters.Create("CryptoGrains.Gateway");

    public Counter<long> Counter(string name, string description) =>
        _meter.CreateCounter<long>(Prefix + name, description: description);

    public Histogram<double> Histogram(string name, string description, string unit) =>
        _meter.CreateHistogram<double>(Prefix + name, unit, description);

    public void Gauge(string name, Func<long> read, string description, string? unit = null) =>
        _meter.CreateObservableGauge(Prefix + name, read, unit, description);
}
