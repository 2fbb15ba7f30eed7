using System.Diagnostics.Metrics;

namespace CryptoGrains.Gateway.Metrics;

/// <summary>
/// Gathers what this process's meters measure and writes it in the Prometheus text format, 0.0.4: every meter whose name begins
/// with <c>CryptoGrains</c>, and the runtime's own <c>System.Runtime</c>.
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    /// <summary>How many series are kept in all. What comes beyond them is not kept, and counted.</summary>
    public const int MaxSeries = 2_000;

    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly SeriesBudget _budget = new(MaxSeries);

    public PrometheusExporter(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOurs(instrument.Meter, meters))
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
        };
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.Start();
    }

    /// <summary>All series as they stand, as Prometheus text.</summary>
    public string Collect()
    {
        lock (_gate)
        {
            _listener.RecordObservableInstruments();
            var text = new PrometheusText();
            foreach (var family in _families.Values)
                family.Write(text);
            text.Begin("cryptograins_metrics_dropped_total", "counter", "Measurements of series beyond the limit of the metrics endpoint.");
            text.Sample("cryptograins_metrics_dropped_total", string.Empty, _budget.Dropped);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    // Two hosts in one process, as in tests, each show their own meters and those that belong to the process.
    private static bool IsOurs(Meter meter, IMeterFactory meters) =>
        (meter.Name.StartsWith("CryptoGrains", StringComparison.Ordinal) || meter.Name == "System.Runtime")
        && (meter.Scope is null || ReferenceEquals(meter.Scope, meters));

    private static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)state!).Record(value, tags);

    private MetricFamily FamilyOf(Instrument instrument)
    {
        lock (_gate)
        {
            var name = MetricName.Of(instrument);
            if (!_families.TryGetValue(name, out var family))
                _families.Add(name, family = new MetricFamily(name, instrument, _budget));
            return family;
        }
    }
}
