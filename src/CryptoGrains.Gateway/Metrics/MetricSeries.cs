namespace CryptoGrains.Gateway.Metrics;

/// <summary>One series: a value, or a histogram over fixed buckets. Its family's lock guards it.</summary>
internal sealed class MetricSeries(bool isHistogram)
{
    /// <summary>The upper bounds of the buckets, for seconds: half a millisecond to ten seconds.</summary>
    private static readonly double[] Bounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly long[]? _counts = isHistogram ? new long[Bounds.Length + 1] : null;
    private double _value;

    public void Record(double value, bool adds)
    {
        if (_counts is not null)
        {
            var bucket = 0;
            while (bucket < Bounds.Length && value > Bounds[bucket])
                bucket++;
            _counts[bucket]++;
            _value += value;
            return;
        }

        _value = adds ? _value + value : value;
    }

    public void Write(PrometheusText text, string name, string labels)
    {
        if (_counts is null)
        {
            text.Sample(name, labels, _value);
            return;
        }

        var comma = labels.Length == 0 ? string.Empty : ",";
        long count = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            count += _counts[i];
            var bound = i < Bounds.Length ? PrometheusText.Number(Bounds[i]) : "+Inf";
            text.Sample($"{name}_bucket", $"{labels}{comma}le=\"{bound}\"", count);
        }

        text.Sample($"{name}_sum", labels, _value);
        text.Sample($"{name}_count", labels, count);
    }
}
