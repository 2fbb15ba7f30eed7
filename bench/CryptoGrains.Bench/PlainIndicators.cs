using CryptoGrains.Analytics.Indicators;

namespace CryptoGrains.Bench;

/// <summary>
/// The catalogue's indicators as one would write them first, with windows of a period, summed again at each bar, in doubles. It can neither
/// go back nor tell a gap.
/// </summary>
internal sealed class PlainIndicators(int period)
{
    private const int Day = 1_440;

    private double _fast;
    private double _slow;
    private double _signal;
    private double _ema;
    private double _gain;
    private double _loss;
    private double _range;
    private double _variance;
    private double _balance;
    private double _sink;

    /// <summary>Computes all of them at each bar.</summary>
    public void Feed(Bar[] bars)
    {
        for (var i = 1; i < bars.Length; i++)
        {
            Advance(bars, i);
            _sink += Windows(bars, i);
        }
    }

    /// <summary>Computes all of them so many times at each bar.</summary>
    public void FeedRunning(Bar[] bars, int times)
    {
        for (var i = 1; i < bars.Length; i++)
        {
            for (var again = 1; again < times; again++)
                _sink += Windows(bars, i);
            Advance(bars, i);
            _sink += Windows(bars, i);
        }
    }

    private void Advance(Bar[] bars, int i)
    {
        var (close, before) = (bars[i].Close, bars[i - 1].Close);
        _fast += 2.0 / 13 * (close - _fast);
        _slow += 2.0 / 27 * (close - _slow);
        _signal += 0.2 * (_fast - _slow - _signal);
        _ema += 2.0 / 21 * (close - _ema);
        _gain += (Math.Max(close - before, 0) - _gain) / 14;
        _loss += (Math.Max(before - close, 0) - _loss) / 14;
        _range += (Math.Max(bars[i].High, before) - Math.Min(bars[i].Low, before) - _range) / 14;
        var change = Math.Log(close / before);
        _variance = (0.94 * _variance) + (0.06 * change * change);
        _balance += Math.Sign(close - before) * bars[i].Volume;
    }

    private double Windows(Bar[] bars, int i)
    {
        if (i <= Day)
            return 0;

        var window = bars.AsSpan(i - period + 1, period);
        var (sum, volume, low, high) = (0.0, 0.0, double.MaxValue, 0.0);
        foreach (ref readonly var bar in window)
        {
            sum += bar.Close;
            volume += bar.Volume;
            low = Math.Min(low, bar.Low);
            high = Math.Max(high, bar.High);
        }

        var (mean, squares, moves) = (sum / period, 0.0, 0.0);
        for (var k = 0; k < window.Length; k++)
        {
            squares += (window[k].Close - mean) * (window[k].Close - mean);
            var change = Math.Log(window[k].Close / bars[i - period + k].Close);
            moves += change * change;
        }

        var (week, month) = (0.0, 0.0);
        for (var k = 0; k < 30; k++)
        {
            month += bars[i - k].Close;
            if (k < 7)
                week += bars[i - k].Close;
        }

        var (quote, traded) = (0.0, 0.0);
        for (var k = i - (i % Day); k <= i; k++)
        {
            quote += bars[k].QuoteVolume ?? 0;
            traded += bars[k].Volume;
        }

        var rsi = 100 * _gain / (_gain + _loss);
        return mean + Math.Sqrt(squares / period) + Math.Sqrt(moves) + Math.Sqrt(_variance) + (quote / traded) + (bars[i].Volume / volume) + low + high
            + rsi + _signal + _ema + _range + _balance + (week > month ? 1 : 0) + bars[i].Close / bars[i - 5].Close
            + bars[i].Close / bars[i - 60].Close + bars[i].Close / bars[i - Day].Close;
    }
}
