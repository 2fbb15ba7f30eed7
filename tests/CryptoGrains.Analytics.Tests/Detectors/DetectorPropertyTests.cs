using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Detectors;

/// <summary>What holds for every detector of the catalogue, on streams wild enough that each finds something.</summary>
public class DetectorPropertyTests
{
    private static readonly Instrument Venue = Instrument.Parse("BINANCE:ALL");

    // Looser than the defaults, so that a short stream gives findings.
    private static readonly Dictionary<string, (string, double)[]> Loose = new()
    {
        ["robust-z-return"] = [("window", 20)],
        ["robust-z-volume"] = [("window", 20), ("threshold", 1.5)],
        ["isolation-forest"] = [("sample", 32), ("trees", 20), ("threshold", 0.5)],
        ["flash-crash"] = [("moves", 3), ("change", 0.001), ("seconds", 10)],
        ["pump-and-dump"] = [("warmUp", 5), ("rise", 0.001), ("deviations", 0), ("volumeRatio", 1), ("rushRatio", 1)],
        ["stale-feed"] = [("seconds", 1), ("times", 2)],
        ["venue-divergence"] = [("difference", 0.000_1), ("times", 1), ("hold", 0.1)],
        ["wash-trading"] = [("window", 600), ("trades", 200), ("benford", 1), ("roundShare", 0.01), ("tailExponent", 0.5), ("threshold", 0.01)],
    };

    public static TheoryData<string> Names => [.. DetectorCatalogue.All.Select(info => info.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_restart_anywhere_changes_nothing(string name)
    {
        var property = Prop.ForAll(
            (from seed in Gen.Choose(1, 1_000_000)
             from cuts in Gen.Choose(0, 1_999).ListOf(3)
             select (seed, cuts)).ToArbitrary(),
            sample => Assert.Equal(Run(name, sample.seed, []), Run(name, sample.seed, [.. sample.cuts])));
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Findings_are_finite_ordered_and_named_once(string name)
    {
        var found = Enumerable.Range(1, 10).SelectMany(seed => Run(name, seed, [])).ToList();

        Assert.NotEmpty(found);
        Assert.All(found, finding =>
        {
            Assert.InRange(finding.Confidence, 0.5, 1);
            Assert.True(finding.Since <= finding.At);
            Assert.All(finding.Saw, saw => Assert.True(double.IsFinite(saw.Value), $"{saw}"));
            Assert.Contains(finding.Event, DetectorCatalogue.Find(name)!.Events);
        });
        var once = Run(name, 1, []).Select(finding => finding.Id).ToList();
        Assert.Equal(once.Distinct(), once);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flat_market_finds_nothing(string name)
    {
        var detector = DetectorCatalogue.Find(name)!.Create(Made.Bitcoin);
        for (var i = 0; i < 2_000; i++)
        {
            Assert.Null((detector as BarDetector)?.Apply(Made.Bar(i, 100)));
            foreach (var venue in (string[])["BINANCE", "KRAKEN"])
                Assert.Null((detector as TradeDetector)?.Apply(Made.Trade(i, 100, instrument: $"{venue}:BTCUSDT")));
            Assert.Null((detector as TradeDetector)?.AdvanceClock(Made.At(i)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_states_are_refused_and_never_worse(string name)
    {
        var detector = Create(name);
        Run(detector, Wild(7).Take(1_000).ToList());
        var good = detector.Saved();
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var bytes = good.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Restored(name, bytes);
        }

        Assert.Throws<InvalidDataException>(() => Create(name).Restore(good.AsSpan(0, good.Length - 1)));
        Assert.Throws<InvalidDataException>(() => Create(name).Restore([.. good, 0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_is_small(string name)
    {
        var detector = DetectorCatalogue.Find(name)!.Create(Made.Bitcoin);
        Run(detector, [.. Wild(8)]);
        Assert.InRange(detector.Saved().Length, 1, detector is BarDetector ? 12_000 : 4_096);
    }

    private static void Restored(string name, byte[] bytes)
    {
        try
        {
            Create(name).Restore(bytes);
        }
        catch (InvalidDataException refused)
        {
            Assert.StartsWith("The snapshot", refused.Message);
        }
    }

    private static Detector Create(string name) =>
        DetectorCatalogue.Find(name)!.Create(Venue, Loose[name].ToDictionary(value => value.Item1, value => value.Item2));

    private static List<Finding> Run(string name, int seed, int[] restarts)
    {
        var detector = Create(name);
        var found = new List<Finding>();
        var steps = Wild(seed).ToList();
        foreach (var part in restarts.Append(steps.Count).Order().Aggregate((From: 0, Parts: new List<Range>()), (sum, to) =>
                 {
                     sum.Parts.Add(sum.From..to);
                     return (to, sum.Parts);
                 }).Parts)
        {
            found.AddRange(Run(detector, steps[part]));
            var saved = detector.Saved();
            detector = Create(name);
            detector.Restore(saved);
            Assert.Equal(saved, detector.Saved());
        }

        return found;
    }

    private static List<Finding> Run(Detector detector, List<Trade> trades)
    {
        var found = new List<Finding?>();
        foreach (var trade in trades)
        {
            if (detector is BarDetector bars)
                found.Add(bars.Apply(Made.Bar((int)trade.Id, (double)trade.Price, (double)trade.Quantity, 0.001 + ((double)trade.Quantity % 0.01), trade.Id % 7)));
            else if (trade.Id % 10 == 0)
                found.Add(((TradeDetector)detector).AdvanceClock(trade.EventTime));
            else
                found.Add(((TradeDetector)detector).Apply(trade));
        }

        return [.. found.OfType<Finding>()];
    }

    // 2,000 trades on two venues: calm, and now and then a storm, a silence, or one that is late.
    private static IEnumerable<Trade> Wild(int seed)
    {
        var random = new Random(seed);
        var (price, time) = (100.0, 0.0);
        for (var i = 0; i < 2_000; i++)
        {
            var isStorm = i / 50 % 5 == 4;
            price *= 1 + ((isStorm ? 0.004 : 0.000_2) * (random.NextDouble() - (isStorm ? 0.2 : 0.5)));
            price = price > 1_000 ? 100 : price;
            time += random.Next(200) == 0 ? 60 : random.NextDouble();
            var quantity = isStorm ? 5 : Math.Round(Math.Pow(1 - random.NextDouble(), -0.8), 4);
            yield return Made.Trade(
                Math.Max(0, time - (random.Next(20) == 0 ? random.NextDouble() * 30 : 0)),
                Math.Round(price, 4),
                quantity,
                (TakerSide)random.Next(2),
                random.Next(3) == 0 ? "KRAKEN:BTCUSDT" : "BINANCE:BTCUSDT") with
            { Id = i };
        }
    }
}
