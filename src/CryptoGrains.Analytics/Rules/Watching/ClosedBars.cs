using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>The closed candles of one interval that can still change, and the indicators that rules ask of them, each computed once.</summary>
internal sealed class ClosedBars
{
    private readonly IndicatorSeries _bars;
    private readonly SortedDictionary<string, IndicatorSeries> _indicators = new(StringComparer.Ordinal);

    public ClosedBars(Interval interval, WindowOptions limits)
        : this(interval, new IndicatorSeries(new IndicatorSet(interval, [], limits)))
    {
    }

    private ClosedBars(Interval interval, IndicatorSeries bars) => (Interval, _bars) = (interval, bars);

    public Interval Interval { get; }

    /// <summary>The open time of the oldest candle here.</summary>
    public Timestamp Oldest => _bars.Kept == 0 ? Timestamp.MinValue : _bars.OpenTime(_bars.Kept - 1);

    /// <summary>Computes just these indicators from now on; a new one begins with the candles that the windows have.</summary>
    public void Keep(IEnumerable<IndicatorSet> indicators, InstrumentWindows windows)
    {
        var kept = indicators.DistinctBy(TextOf).ToDictionary(TextOf, StringComparer.Ordinal);
        foreach (var text in _indicators.Keys.Where(text => !kept.ContainsKey(text)).ToArray())
            _indicators.Remove(text);

        foreach (var (text, set) in kept.Where(entry => !_indicators.ContainsKey(entry.Key)))
            _indicators.Add(text, Fed(new IndicatorSeries(set), windows));
        if (_bars.Count == 0)
            Fed(_bars, windows);
    }

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    public void Write(SnapshotWriter snapshot)
    {
        snapshot.Write(_indicators.Count);
        foreach (var (text, series) in _indicators)
        {
            snapshot.Write(text);
            snapshot.Write(output => IndicatorSeriesCodec.Write(series, output));
        }

        snapshot.Write(output => IndicatorSeriesCodec.Write(_bars, output));
    }

    /// <summary>Reads what <see cref="Write"/> wrote: all of the indicators that are asked for.</summary>
    public static ClosedBars Read(SnapshotReader snapshot, Interval interval, IEnumerable<IndicatorSet> indicators, WindowOptions limits)
    {
        var asked = indicators.DistinctBy(TextOf).ToDictionary(TextOf, StringComparer.Ordinal);
        var written = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var count = snapshot.ReadCount(); count > 0; count--)
            written.Add(snapshot.ReadText(), snapshot.ReadBytes());

        var set = new IndicatorSet(interval, [], limits);
        var bars = new ClosedBars(interval, IndicatorSeriesCodec.Read(snapshot.ReadBytes(), set));
        foreach (var (text, bytes) in written)
        {
            // One that is not asked for was of a rule that is gone.
            if (asked.TryGetValue(text, out var indicator))
                bars._indicators.Add(text, IndicatorSeriesCodec.Read(bytes, indicator));
        }

        return bars;
    }

    /// <summary>Takes in a candle that has closed, or changed after that.</summary>
    public void Update(in Candle candle)
    {
        var bar = Bar.From(candle);
        _bars.Update(bar);
        foreach (var series in _indicators.Values)
            series.Update(bar);
    }

    /// <summary>How many candles back the first is that opens at a time or later; -1 where there is none.</summary>
    public int BackOf(Timestamp openTime)
    {
        var back = 0;
        while (back < _bars.Kept && _bars.OpenTime(back) >= openTime)
            back++;
        return back - 1;
    }

    /// <summary>The open time of a candle.</summary>
    public Timestamp OpenTime(int back) => _bars.OpenTime(back);

    /// <summary>When a candle ends.</summary>
    public Timestamp EndOf(Timestamp openTime) => openTime + Interval.Length();

    /// <summary>The value of an operand at a candle; null where it has none, or the candle is not here.</summary>
    public double? ValueOf(Operand operand, int back)
    {
        if (back >= _bars.Kept)
            return null;
        if (operand is NumberOperand number)
            return number.Value;
        if (operand is not IndicatorOperand { Reference: var reference })
            return _bars.History.BarAt(_bars.Count - 1 - back).Close;

        // A series that began later may not have the candle.
        var series = _indicators[reference.Definition.Text];
        return back < series.Kept && series.OpenTime(back) == _bars.OpenTime(back) ? series.Value(reference, back) : null;
    }

    private static string TextOf(IndicatorSet set) => set.Definitions[0].Text;

    private IndicatorSeries Fed(IndicatorSeries series, InstrumentWindows windows)
    {
        foreach (var candle in windows.Candles(Interval, null, null, int.MaxValue).Candles.Where(candle => candle.Closed))
            series.Update(Bar.From(candle));
        return series;
    }
}
