using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Detectors.WashTrading;

public class WashTradingDetectorTests
{
    private const int Count = 6_000;

    [Fact]
    public void Made_sizes_are_suspect_and_the_finding_is_of_the_venue_and_its_hour()
    {
        var found = Assert.Single(Found(Mixed(Natural(), Made500(), 0.7)));

        Assert.Equal("BINANCE:ALL", found.Instrument.Name);
        Assert.Equal((Detectors.Made.At(0), Detectors.Made.At(3_600)), (found.Since, found.At));
        Assert.True(found["benford"] > 3 && found["roundShare"] > 0.5 && found["tailExponent"] > 2);
    }

    [Fact]
    public void A_round_lot_market_is_none_by_itself()
    {
        // One digit and zeros, but with the tail of a market: large lots are as rare as they should be.
        var lots = Natural().Select(size => Math.Pow(10, Math.Floor(Math.Log10(size))) * (size.ToString("E")[0] - '0')).ToList();

        Assert.Empty(Found(lots));
        Assert.Equal(1, SizeProfileTests.Of(lots).RoundShare);
    }

    [Fact]
    public void One_size_alone_that_is_not_round_is_none() => Assert.Empty(Found(Enumerable.Repeat(123.45, Count)));

    [Fact]
    public void Too_few_trades_are_not_judged() => Assert.Empty(Found(Made500().Take(900)));

    private static List<Finding> Found(IEnumerable<double> sizes)
    {
        var detector = (TradeDetector)DetectorCatalogue.Find("wash-trading")!.Create(Instrument.Parse("BINANCE:ALL"));
        var found = detector.Findings(sizes.Select((size, i) => Detectors.Made.Trade(i * 0.5, 1, Math.Round(size, 5))));
        return detector.AdvanceClock(Detectors.Made.At(3_600)) is { } last ? [.. found, last] : found;
    }

    // Sizes with a power-law tail: 1 / u^(1/α).
    private static List<double> Natural() => SizeProfileTests.PowerLaw(1.4, Count);

    private static IEnumerable<double> Made500() => Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? 200.0 : 500.0);

    private static IEnumerable<double> Mixed(IReadOnlyList<double> honest, IEnumerable<double> made, double share)
    {
        var random = new Random(4);
        return made.Select((size, i) => random.NextDouble() < share ? size : honest[i]);
    }
}
