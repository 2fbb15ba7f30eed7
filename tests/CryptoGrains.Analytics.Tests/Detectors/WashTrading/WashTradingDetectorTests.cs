using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Detectors.WashTrading;

public class WashTradingDetectorTests
{
    private const int Count = 6_000;

    [Fact]
    public void Honest_sizes_break_no_law()
    {
        var score = Judged(Natural());
        Assert.InRange(score["benford"], 0, 0.3);
        Assert.InRange(score["tailExponent"], 1, 2);
        Assert.InRange(score["roundShare"], 0, 0.1);
    }

    [Fact]
    public void Made_sizes_are_suspect_and_the_finding_is_of_the_venue_and_its_hour()
    {
        var found = Assert.Single(Found(Mixed(Natural(), Made500(), 0.7), threshold: 1));

        Assert.Equal("BINANCE:ALL", found.Instrument.Name);
        Assert.Equal((Detectors.Made.At(0), Detectors.Made.At(3_600)), (found.Since, found.At));
        Assert.True(found["benford"] > 3 && found["roundShare"] > 0.5 && found["tailExponent"] > 2);
    }

    [Fact]
    public void A_round_lot_market_is_none_by_itself()
    {
        // One digit and zeros, but with the tail of a market: large lots are as rare as they should be.
        var lots = Natural().Select(size => Math.Pow(10, Math.Floor(Math.Log10(size))) * (size.ToString("E")[0] - '0')).ToList();
        var score = Judged(lots);
        Assert.Equal(1, score["roundShare"]);
        Assert.Empty(Found(lots, threshold: 1));

        var onlyTens = Natural().Select(size => Math.Pow(10, Math.Floor(Math.Log10(size)))).ToList();
        Assert.True(Judged(onlyTens)["benford"] > 3);
        Assert.Empty(Found(onlyTens, threshold: 1));
    }

    [Fact]
    public void One_size_alone_that_is_not_round_is_none() => Assert.Empty(Found(Enumerable.Repeat(123.45, Count), threshold: 1));

    [Fact]
    public void Too_few_trades_are_not_judged() => Assert.Empty(Found(Made500().Take(900), threshold: 1));

    [Fact]
    public void The_deviation_from_Benford_by_hand()
    {
        // All sizes begin with 5, whose share should be log10(1.2) = 0.0792: the deviations sum to 2 · 0.9208, a ninth of that is their mean.
        var score = Judged(Enumerable.Repeat(500.0, Count));
        Assert.Equal(2 * (1 - Math.Log10(1.2)) / 9 / 0.015, score["benford"], 0.35); // Less what chance would give.
    }

    [Fact]
    public void The_tail_exponent_of_a_power_law_is_its_own()
    {
        foreach (var exponent in (double[])[1.2, 1.8, 3])
            Assert.InRange(Judged(Natural(exponent))["tailExponent"], exponent * 0.85, exponent * 1.15);
    }

    private static Finding Judged(IEnumerable<double> sizes) => Assert.Single(Found(sizes, threshold: 0.01, looseLimits: true));

    private static List<Finding> Found(IEnumerable<double> sizes, double threshold, bool looseLimits = false)
    {
        var values = new Dictionary<string, double> { ["threshold"] = threshold };
        if (looseLimits)
            (values["benford"], values["roundShare"], values["tailExponent"]) = (1, 0.01, 0.5);
        var detector = (TradeDetector)DetectorCatalogue.Find("wash-trading")!.Create(Instrument.Parse("BINANCE:ALL"), values);
        var trades = sizes.Select((size, i) => Detectors.Made.Trade(i * 0.5, 1, Math.Round(size, 5))).ToList();
        var found = detector.Findings(trades);
        if (detector.AdvanceClock(Detectors.Made.At(3_600)) is { } last)
            found.Add(last);
        return looseLimits && found.Count == 0 ? throw new InvalidOperationException("The score is 0.") : found;
    }

    // Sizes with a power-law tail: 1 / u^(1/α).
    private static List<double> Natural(double exponent = 1.4)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Count).Select(_ => 10 * Math.Pow(1 - random.NextDouble(), -1 / exponent))];
    }

    private static IEnumerable<double> Made500() => Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? 200.0 : 500.0);

    private static IEnumerable<double> Mixed(IReadOnlyList<double> honest, IEnumerable<double> made, double share)
    {
        var random = new Random(4);
        return made.Select((size, i) => random.NextDouble() < share ? size : honest[i]);
    }
}
