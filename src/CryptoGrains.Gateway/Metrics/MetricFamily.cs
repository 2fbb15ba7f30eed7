using System.Diagnostics.Metrics;
using System.Text;

namespace CryptoGrains.Gateway.Metrics;

/// <summary>All series of one metric, one for each set of labels.</summary>
internal sealed class MetricFamily
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly string _name;
    private readonly string _kind;
    private readonly string _help;
    private readonly bool _adds;
    private readonly bool _startsAtZero;
    private readonly SeriesBudget _budget;

    public MetricFamily(string name, Instrument instrument, SeriesBudget budget)
    {
        _name = name;
        _kind = MetricName.KindOf(instrument);
        _help = instrument.Description ?? string.Empty;
        // Observable instruments give their whole value each time; the others give changes, but for gauges.
        var type = instrument.GetType().GetGenericTypeDefinition();
        _adds = type == typeof(Counter<>) || type == typeof(UpDownCounter<>);

        // A counter that first shows when it is 1 has not risen, to whoever asks by how much it has: the first failure would go unseen.
        _startsAtZero = _adds || type == typeof(Histogram<>);
        _budget = budget;
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (!_budget.TryTake())
                    return;
                _series.Add(labels, series = new MetricSeries(_kind == "histogram"));
            }

            series.Record(value, _adds);
        }
    }

    public void Write(PrometheusText text)
    {
        lock (_gate)
        {
            if (_series.Count == 0 && !_startsAtZero)
                return;

            text.Begin(_name, _kind, _help);
            if (_series.Count == 0)
                new MetricSeries(_kind == "histogram").Write(text, _name, labels: string.Empty);
            foreach (var (labels, series) in _series)
                series.Write(text, _name, labels);
        }
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return string.Empty;

        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length == 0 ? string.Empty : ",")
                .Append($"{MetricName.Clean(name)}=\"{PrometheusText.EscapeLabel(value?.ToString())}\"");
        }

        return text.ToString();
    }
}
