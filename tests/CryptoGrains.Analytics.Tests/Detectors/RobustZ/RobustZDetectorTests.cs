using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Detectors.RobustZ;

public class RobustZDetectorTests
{
    [Fact]
    public void A_return_is_measured_in_deviations_of_those_before_it()
    {
        // The returns before are 20 times +1 % and 20 times −1 %, so the median is 0 and the MAD 0.01. Then +10 %: z = 0.6745 · 10.
        var detector = Made.OfBars("robust-z-return", ("window", 40));
        var bars = Zigzag(40);
        var last = (double)bars[^1].Close;

        var found = Assert.Single(detector.Findings([.. bars, Made.Bar(41, last * 1.1)]));

        Assert.Equal(6.745, found["z"], 6);
        Assert.Equal(0.1, found["return"], 9);
        Assert.Equal(0.01, found["mad"], 9);
        Assert.Equal(1 - (3.5 / (2 * 6.745)), found.Confidence, 6);
        Assert.Equal((Made.At(41 * 60), Made.At(42 * 60)), (found.Since, found.At));
        Assert.Equal($"robust-z-return:return:BINANCE:BTCUSDT:{found.Since.Microseconds}", found.Id);
    }

    [Fact]
    public void The_threshold_itself_is_no_alarm()
    {
        var bars = Zigzag(40);
        var last = (double)bars[^1].Close;
        foreach (var (z, alarms) in ((double, int)[])[(3.49, 0), (3.51, 1)])
            Assert.Equal(alarms, Made.OfBars("robust-z-return", ("window", 40)).Findings([.. bars, Made.Bar(41, last * (1 + (z / 67.45)))]).Count);
    }

    [Fact]
    public void A_volume_is_measured_by_its_logarithm()
    {
        // Before it volumes of 10 / e and 10 · e by turns: the median of the logarithms is ln 10, the MAD 1. Ten times e^8 has z = 0.6745 · 8.
        var bars = Enumerable.Range(0, 40).Select(i => Made.Bar(i, 100, 10 * Math.Exp(i % 2 == 0 ? 1 : -1)));

        var found = Assert.Single(Made.OfBars("robust-z-volume", ("window", 40)).Findings([.. bars, Made.Bar(40, 100, 10 * Math.Exp(8))]));

        Assert.Equal(0.6745 * 8, found["z"], 6);
        Assert.Equal(10, found["usualVolume"], 6);
    }

    [Fact]
    public void Where_most_values_are_equal_nothing_can_be_measured()
    {
        var flat = Enumerable.Range(0, 200).Select(i => Made.Bar(i, 100)).ToList();
        foreach (var name in (string[])["robust-z-return", "robust-z-volume"])
            Assert.Empty(Made.OfBars(name).Findings([.. flat, Made.Bar(200, 200, 1_000_000)]));
    }

    [Fact]
    public void A_revision_a_partial_candle_and_one_without_volume_change_nothing()
    {
        var bars = Zigzag(40);
        var last = (double)bars[^1].Close;
        Candle[] after =
        [
            bars[20] with { Close = 1 },
            Made.Bar(41, last * 2) with { Partial = true },
            Made.Bar(42, last * 1.1),
        ];

        Assert.Equal(0.1, Assert.Single(Made.OfBars("robust-z-return", ("window", 40)).Findings([.. bars, .. after]))["return"], 9);
        Assert.Empty(Made.OfBars("robust-z-volume", ("window", 40)).Findings([.. bars, Made.Bar(41, last, 0)]));
    }

    // One candle to begin with, and as many returns of ±1 %.
    private static List<Candle> Zigzag(int returns)
    {
        var close = 100.0;
        var bars = new List<Candle> { Made.Bar(0, close) };
        for (var i = 1; i <= returns; i++)
            bars.Add(Made.Bar(i, close *= i % 2 == 0 ? 1.01 : 0.99));
        return bars;
    }
}
