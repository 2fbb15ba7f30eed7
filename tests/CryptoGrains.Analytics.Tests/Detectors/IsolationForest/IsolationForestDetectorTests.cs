namespace CryptoGrains.Analytics.Tests.Detectors.IsolationForest;

public class IsolationForestDetectorTests
{
    [Fact]
    public void A_candle_unlike_all_before_it_is_found_with_its_numbers()
    {
        var bars = Ordinary(300);
        var strange = Made.Bar(300, (double)bars[^1].Close * 1.05, volume: 10_000, spread: 0.05, trades: 5_000);

        var found = Assert.Single(Made.OfBars("isolation-forest").Findings([.. bars, strange]));

        Assert.InRange(found["score"], 0.64, 1);
        Assert.Equal(0.05, found["move"], 3);
        Assert.Equal(5_000, found["trades"]);
        Assert.Equal(Math.Log(10_000), found["logVolume"], 3);
        Assert.Equal(0.5 + (0.5 * (found["score"] - 0.64) / 0.36), found.Confidence, 9);
        Assert.Equal((Made.At(300 * 60), Made.At(301 * 60)), (found.Since, found.At));
    }

    [Fact]
    public void It_says_nothing_before_its_sample_is_whole()
    {
        var bars = Ordinary(200);
        Assert.Empty(Made.OfBars("isolation-forest").Findings([.. bars, Made.Bar(200, 500, 1e6, 0.3, 90_000)]));
    }

    [Fact]
    public void Candles_without_counts_are_judged_by_the_rest()
    {
        var bars = Ordinary(300).Select(bar => bar with { TradeCount = null, TakerBuyVolume = null });
        var found = Made.OfBars("isolation-forest").Findings([.. bars, Made.Bar(300, 200, 10_000, 0.05, trades: null)]);
        Assert.Equal(0, Assert.Single(found)["trades"]);
    }

    // Moves and volumes at random, none of them far.
    private static List<Market.Candle> Ordinary(int count)
    {
        var random = new Random(1);
        var close = 100.0;
        return
        [
            .. Enumerable.Range(0, count).Select(i => Made.Bar(
                i, close *= 1 + (0.001 * (random.NextDouble() - 0.5)), 10 + random.NextDouble(), 0.001 * (1 + random.NextDouble()), random.Next(90, 111))),
        ];
    }
}
