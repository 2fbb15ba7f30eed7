using System.Buffers;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Indicators;

/// <summary>
/// Whatever happens to a series, its values are, bit for bit, those of one that is fed anew with each bar once: the batch.
/// </summary>
public sealed class IndicatorSeriesPropertyTests
{
    // Short windows, so that a hundred bars go round each many times; and every kind.
    private static readonly string[] Indicators =
    [
        "sma(7)", "ema(5)", "rsi(4)", "macd(3,6,4)", "bollinger(9,2)", "atr(5)", "vwap", "obv", "realised-volatility(6)", "ewma-volatility(0.6)",
        "return(5m)", "return(1h)", "volume-ratio(8)", "min(11)", "max(4)", "min(30)", "trend(3,7,4)", "trade-signal(4,3,6,4)",
    ];

    private static readonly IndicatorSet Set = new(Market.Interval.OneMinute, Indicators.Select(Feeding.Indicator));

    // A few prices often meet again, so that markets stand still; others lie far apart, so that sums lose digits if anything does.
    private static readonly Gen<double> Prices = Gen.OneOf(
        Gen.Choose(95, 105).Select(price => price / 100.0), Gen.Choose(1, 1_000_000_000).Select(price => price * 1e-5), Gen.Constant(1.0));

    private static readonly Gen<Bar> Contents =
        from prices in Prices.Three()
        from volume in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 1_000_000))
        from hasQuote in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        let low = Math.Min(prices.Item1, Math.Min(prices.Item2, prices.Item3))
        let high = Math.Max(prices.Item1, Math.Max(prices.Item2, prices.Item3))
        select new Bar(default, prices.Item1, high, low, prices.Item2, volume * 1e-3, hasQuote ? volume * 1e-3 * prices.Item3 : null);

    // Steps: on by so many minutes, the running bar again, one further back, or a restart.
    private static readonly Gen<Step> Steps =
        from kind in Gen.Frequency((5, Gen.Constant(StepKind.On)), (3, Gen.Constant(StepKind.Back)), (2, Gen.Constant(StepKind.Again)), (1, Gen.Constant(StepKind.Restart)))
        from minutes in Gen.Frequency((8, Gen.Constant(1)), (2, Gen.Choose(1, 20)), (1, Gen.Choose(21, 2_000)))
        from back in Gen.Frequency((3, Gen.Choose(1, 17)), (1, Gen.Choose(18, 60)))
        from bar in Contents
        select new Step(kind, minutes, back, bar);

    private enum StepKind
    {
        On,
        Again,
        Back,
        Restart,
    }

    [Fact]
    public void Stream_is_batch_after_any_sequence_of_bars_replacements_revisions_and_restarts()
    {
        var (revised, refused) = (0, 0);
        Prop.ForAll(
            (from early in Gen.Choose(0, 1_439)
             from steps in Steps.ListOf().Resize(150)
             select (early, steps)).ToArbitrary(),
            sample =>
            {
                var bars = new SortedDictionary<Timestamp, Bar>(Comparer<Timestamp>.Default);
                var series = new IndicatorSeries(Set);
                var now = Feeding.Start + TimeSpan.FromMinutes(sample.early);
                foreach (var step in sample.steps)
                {
                    if (step.Kind == StepKind.Restart)
                    {
                        series = IndicatorSeriesCodec.Read(Snapshot(series), Set);
                        continue;
                    }

                    now += TimeSpan.FromMinutes(step.Kind == StepKind.On ? step.Minutes : 0);
                    var bar = step.Bar with { OpenTime = now - TimeSpan.FromMinutes(step.Kind == StepKind.Back ? step.Back : 0) };
                    var update = series.Update(bar);
                    revised += update == BarUpdate.Revised ? 1 : 0;
                    refused += update == BarUpdate.TooOld ? 1 : 0;
                    // A bar within the lateness is never too old, however the bars lie.
                    Assert.True(update != BarUpdate.TooOld || now - bar.OpenTime > TimeSpan.FromMinutes(17));
                    if (update != BarUpdate.TooOld)
                        bars[bar.OpenTime] = bar;
                    now = series.OpenTime();
                }

                AssertSame(Batch(bars.Values), series);
            }).QuickCheckThrowOnFailure();
        Assert.True(revised > 500 && refused > 5, $"{revised} revisions and {refused} refusals say little.");
    }

    [Fact]
    public void A_bar_that_runs_leaves_no_trace_of_what_it_was()
    {
        var bars = Feeding.Klines("2017-2024/BTCUSDT_1m")[..2_000];
        var series = new IndicatorSeries(Set);
        foreach (var bar in bars)
        {
            for (var i = 1; i <= 5; i++)
                series.Update(bar with { High = bar.High * i, Close = bar.Open, Volume = bar.Volume * i / 7 });
            series.Update(bar);
        }

        AssertSame(Batch(bars), series);
    }

    [Fact]
    public void Any_damage_to_a_snapshot_is_refused()
    {
        var good = Snapshot(Batch(Feeding.Closes([.. Enumerable.Range(1, 100).Select(i => (double)i)])));
        Prop.ForAll(
            (from place in Gen.Choose(0, good.Length - 1)
             from change in Gen.Choose(1, 255)
             select (place, change)).ToArbitrary(),
            damage =>
            {
                var bytes = good.ToArray();
                bytes[damage.place] ^= (byte)damage.change;
                Assert.StartsWith("The snapshot", Assert.Throws<InvalidDataException>(() => IndicatorSeriesCodec.Read(bytes, Set)).Message);
                Assert.Throws<InvalidDataException>(() => IndicatorSeriesCodec.Read(good.AsSpan(0, damage.place), Set));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_snapshot_of_other_indicators_is_refused()
    {
        var other = new IndicatorSet(Market.Interval.OneMinute, [Feeding.Indicator("rsi(15)")]);
        var refused = Assert.Throws<InvalidDataException>(() => IndicatorSeriesCodec.Read(Snapshot(new IndicatorSeries(Set)), other));
        Assert.Contains("not of rsi(15) on bars of OneMinute, of which 17 can change: feed a new series with bars.", refused.Message);
    }

    private static IndicatorSeries Batch(IEnumerable<Bar> bars)
    {
        var series = new IndicatorSeries(Set);
        foreach (var bar in bars)
            Assert.Equal(BarUpdate.Appended, series.Update(bar));
        return series;
    }

    private static void AssertSame(IndicatorSeries expected, IndicatorSeries series)
    {
        Assert.Equal(expected.Count, series.Count);
        Assert.Equal(expected.Newest, series.Newest);
        for (var back = 0; back < expected.Kept; back++)
        {
            foreach (var definition in Set.Definitions)
            {
                for (var output = 0; output < definition.Kind.Outputs.Length; output++)
                {
                    var reference = new IndicatorReference(definition, output);
                    Assert.Equal((reference, Bits(expected.Value(reference, back))), (reference, Bits(series.Value(reference, back))));
                }
            }
        }

        Assert.Equal(Snapshot(expected), Snapshot(series));
    }

    private static long? Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;

    private static byte[] Snapshot(IndicatorSeries series)
    {
        var bytes = new ArrayBufferWriter<byte>();
        IndicatorSeriesCodec.Write(series, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private sealed record Step(StepKind Kind, int Minutes, int Back, Bar Bar);
}
