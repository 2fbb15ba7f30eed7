using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.IsolationForest;

/// <summary>A candle that differs from those before it in its move, range, volume and number of trades together.</summary>
/// <remarks>The chance in it comes from the instrument's name and the candle's time, so a replay finds the same.</remarks>
internal sealed class IsolationForestDetector : BarDetector
{
    private readonly float[] _points;
    private readonly int _trees;
    private readonly int _sample;
    private readonly double _threshold;
    private int _count;
    private int _next;
    private double _close;

    private IsolationForestDetector(Instrument instrument, Interval interval, DetectorSettings settings)
        : base(Information, instrument, interval)
    {
        _trees = settings.Count("trees");
        _sample = settings.Count("sample");
        _threshold = settings["threshold"];
        _points = new float[_sample * BarFeatures.Count];
    }

    public static DetectorInfo Information { get; } =
        new((instrument, interval, settings) => new IsolationForestDetector(instrument, interval, settings))
        {
            Name = "isolation-forest",
            Summary = "A candle's move, range, volume and number of trades are together unlike those before it.",
            Source = "Liu, Ting and Zhou, Isolation Forest, ICDM 2008: 100 trees of 256 samples",
            Input = DetectorInput.Bars,
            Events = ["anomaly"],
            Parameters =
            [
                new("trees", 100, 10, 1_000, "how many trees"),
                new("sample", 256, 16, 1_024, "of how many of the last candles each tree is made; it says nothing before so many"),
                new("threshold", 0.64, 0.5, 1, "the score from which it alarms"),
            ],
        };

    private protected override Finding? Look(in Candle bar)
    {
        var before = _close;
        _close = (double)bar.Close;
        if (before <= 0 || bar.Volume <= 0)
            return null;

        Span<float> point = stackalloc float[BarFeatures.Count];
        BarFeatures.Write(bar, before, point);
        var found = _count == _sample ? Judge(bar, point) : null;
        for (var i = 0; i < point.Length; i++)
            _points[(i * _sample) + _next] = point[i];
        _next = (_next + 1) % _sample;
        _count = Math.Min(_count + 1, _sample);
        return found;
    }

    private protected override void Carry(ref StateCarrier state)
    {
        base.Carry(ref state);
        state.Carry(ref _close);
        state.Carry(ref _count, _sample);
        state.Carry(ref _next, _sample - 1);
        foreach (ref var point in _points.AsSpan())
        {
            var value = (double)point;
            state.Carry(ref value);
            point = (float)value;
        }
    }

    private Finding? Judge(in Candle bar, ReadOnlySpan<float> point)
    {
        var score = IsolationScore.Of(_points, point, _trees, new SplitMix64(Seed(bar.OpenTime)));
        if (score < _threshold)
            return null;

        var saw = new Measure[1 + BarFeatures.Count];
        saw[0] = new Measure("score", score);
        for (var i = 0; i < BarFeatures.Count; i++)
            saw[1 + i] = new Measure(BarFeatures.Names[i], point[i]);
        return Found("anomaly", bar.OpenTime, bar.OpenTime + Interval.Length(), Confidence.OfScore(score, _threshold), saw);
    }

    // FNV-1a over the name, then the time.
    private ulong Seed(Timestamp time)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in Instrument.Name)
            hash = (hash ^ character) * 1_099_511_628_211;
        return hash ^ (ulong)time.Microseconds;
    }
}
