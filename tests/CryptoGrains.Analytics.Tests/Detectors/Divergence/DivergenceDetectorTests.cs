using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Detectors.Divergence;

public class DivergenceDetectorTests
{
    [Fact]
    public void Venues_that_stay_apart_are_told_with_their_prices_and_that_they_meet_again()
    {
        var found = Found(Seconds(0, 100, 100.1), Seconds(100, 100, 102), Seconds(110, 100, 100.1));

        Assert.Equal(["apart", "together"], found.Select(finding => finding.Event));
        var apart = found[0];
        Assert.Equal("ALL:BTCUSDT", apart.Instrument.Name);
        Assert.Equal((Made.At(100.5), Made.At(103.5)), (apart.Since, apart.At));
        Assert.Equal(0.02, apart["difference"], 9);
        Assert.Equal(0.001, apart["usualDifference"], 9);
        Assert.Equal((100, 102), (apart["price BINANCE"], apart["price KRAKEN"]));
        Assert.Equal(Made.At(110.5), found[1].At);
        Assert.Equal(10, found[1]["seconds"], 6);
    }

    [Fact]
    public void What_is_apart_for_a_moment_only_is_none() => Assert.Empty(Found(Seconds(0, 100, 100.1), Seconds(100, 100, 102, 3), Seconds(103, 100, 100.1)));

    [Fact]
    public void What_is_usual_is_none() => Assert.Empty(Found(Seconds(0, 100, 102), Seconds(100, 100, 102), Seconds(200, 100, 103)));

    [Fact]
    public void Venues_that_move_together_are_not_apart() =>
        Assert.Empty(Found(Enumerable.Range(0, 500).SelectMany(i => Seconds(i, 100 + (i / 10.0), 100 + (i / 10.0), 1))));

    [Fact]
    public void An_old_price_is_no_price()
    {
        // One venue stops; the other goes far away.
        var alone = Enumerable.Range(0, 100).Select(i => Made.Trade(120 + i, 150));
        Assert.Empty(Found(Seconds(0, 100, 100.1), alone));
    }

    private static List<Finding> Found(params IEnumerable<Trade>[] trades)
    {
        var detector = (TradeDetector)DetectorCatalogue.Find("venue-divergence")!.Create(Instrument.Parse("ALL:BTCUSDT"));
        return detector.Findings(trades.SelectMany(part => part));
    }

    // Each second a trade on either venue, half a second apart.
    private static IEnumerable<Trade> Seconds(double from, double binance, double kraken, int count = 10) =>
        Enumerable.Range(0, from == 0 && count == 10 ? 100 : count).SelectMany(i => (Trade[])
        [
            Made.Trade(from + i, binance),
            Made.Trade(from + i + 0.5, kraken, instrument: "KRAKEN:BTCUSDT"),
        ]);
}
