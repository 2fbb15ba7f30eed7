using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.RobustZ;

/// <summary>
/// A candle whose return or volume is far from those before it: |0.6745 · (x − median) / MAD| above a threshold. A window in which
/// more than half of the values are equal has a MAD of 0 and measures nothing, so it gives no finding.
/// </summary>
/// <remarks>
/// The return is close / close before − 1. Of the volume the logarithm is taken: volumes are skewed, and their deviations are ratios.
/// A candle without volume has none. The value is held against the window before it and then becomes part of it.
/// </remarks>
internal sealed class RobustZDetector : BarDetector
{
    private const double Normal = 0.6745;

    private const string Definition =
        "Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993: the modified z-score, 0.6745 (x - median) / MAD, above 3.5";

    private readonly MedianWindow _window;
    private readonly double _threshold;
    private double _close;

    private RobustZDetector(DetectorInfo info, Instrument instrument, Interval interval, DetectorSettings settings)
        : base(info, instrument, interval)
    {
        _window = new MedianWindow(settings.Count("window"));
        _threshold = settings["threshold"];
    }

    public static DetectorInfo OfReturns { get; } = MakeInfo(
        "robust-z-return", "return", "A candle's return is far from those before it.", () => OfReturns!);

    public static DetectorInfo OfVolumes { get; } = MakeInfo(
        "robust-z-volume", "volume", "A candle's volume is far from those before it, on a logarithmic scale.", () => OfVolumes!);

    private protected override Finding? Look(in Candle bar)
    {
        var isOfVolumes = ReferenceEquals(Info, OfVolumes);
        var close = (double)bar.Close;
        var before = _close;
        _close = close;
        if (isOfVolumes ? bar.Volume <= 0 : before <= 0)
            return null;

        var value = isOfVolumes ? Math.Log((double)bar.Volume) : (close / before) - 1;
        var found = _window.IsFull ? Judge(bar, value, isOfVolumes) : null;
        _window.Add(value);
        return found;
    }

    private protected override void Carry(ref StateCarrier state)
    {
        base.Carry(ref state);
        state.Carry(ref _close);
        _window.Carry(ref state);
    }

    private Finding? Judge(in Candle bar, double value, bool isOfVolumes)
    {
        var (median, deviation) = (_window.Median, _window.Deviation());
        var z = Normal * (value - median) / deviation;
        if (deviation == 0 || Math.Abs(z) <= _threshold || !double.IsFinite(z))
            return null;

        var end = bar.OpenTime + Interval.Length();
        var confidence = Confidence.OfStrength(Math.Abs(z), _threshold);
        return isOfVolumes
            ? Found("volume", bar.OpenTime, end, confidence,
                new("z", z), new("volume", (double)bar.Volume), new("usualVolume", Math.Exp(median)), new("mad", deviation))
            : Found("return", bar.OpenTime, end, confidence,
                new("z", z), new("return", value), new("usualReturn", median), new("mad", deviation));
    }

    private static DetectorInfo MakeInfo(string name, string what, string summary, Func<DetectorInfo> self) =>
        new((instrument, interval, settings) => new RobustZDetector(self(), instrument, interval, settings))
        {
            Name = name,
            Summary = summary,
            Source = Definition,
            Input = DetectorInput.Bars,
            Events = [what],
            Parameters =
            [
                new("window", 120, 20, 1_000, "how many candles before it a candle is held against; it says nothing before so many"),
                new("threshold", 3.5, 1, 100, "the absolute z above which it alarms"),
            ],
        };
}
