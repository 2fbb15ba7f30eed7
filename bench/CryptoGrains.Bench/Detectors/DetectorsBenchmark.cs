using CryptoGrains.Feeds.Simulator;

namespace CryptoGrains.Bench.Detectors;

/// <summary>
/// What the detectors find of what is there, in their default settings: of events injected into simulated markets, by seeds that none of
/// the defaults was chosen on, and how often they alarm on real candles.
/// </summary>
internal static class DetectorsBenchmark
{
    private const int Instruments = 10;
    private const int Venues = 2;
    private const double TradesPerSecond = 100;
    private static readonly TimeSpan Length = TimeSpan.FromHours(24);
    private static readonly TimeSpan Distance = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromHours(5);

    private static readonly ulong[] Tuned = [1, 2, 3, 4];
    private static readonly ulong[] HeldApart = [201, 202, 203];

    public static async Task RunAsync()
    {
        var seeds = Environment.GetEnvironmentVariable("CRYPTOGRAINS_DETECTOR_SEEDS") == "tuned" ? Tuned : HeldApart;
        Console.WriteLine(
            $"detectors: seeds {string.Join(", ", seeds)}; {Instruments} pairs on {Venues} venues, {TradesPerSecond} trades/s, "
            + $"{Length.TotalHours} h each, an event every {Distance.TotalMinutes} min on average");
        Print(Events(seeds), seeds.Length * Instruments * Venues * Length.TotalDays);
        Print(WashVenues.Measure(seeds), double.NaN);
        await RealCandles.RunAsync();
    }

    private static List<(string Name, Tally Tally)> Events(ulong[] seeds)
    {
        var tallies = Aim.All.Select(aim => (Name: $"{aim.Detector} {string.Join('/', aim.Events)}", Tally: new Tally())).ToList();
        foreach (var seed in seeds)
        {
            var plan = SimulationPlan.Every(Distance, seed, Instruments, Venues);
            var market = new SimulatedMarket(Instruments, TradesPerSecond, seed, SampleTrades.Start, plan, Venues);
            var findings = WatchedMarket.Watch(market, SampleTrades.Start + Length);
            for (var i = 0; i < Aim.All.Length; i++)
                tallies[i].Tally.Add(Aim.All[i], findings, market.Events, SampleTrades.Start + WarmUp);
        }

        return tallies;
    }

    private static void Print(List<(string Name, Tally Tally)> tallies, double instrumentDays)
    {
        Console.WriteLine("| detector | labels | found | findings | false | precision | recall | F1 | delay p50 s | p95 s | false/instrument/day |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, tally) in tallies)
        {
            Console.WriteLine(
                $"| {name} | {tally.Labels} | {tally.FoundLabels} | {tally.Findings} | {tally.FalseAlarms} | {tally.Precision:0.000} "
                + $"| {tally.Recall:0.000} | {tally.F1:0.000} | {tally.Delay(0.5):0.0} | {tally.Delay(0.95):0.0} "
                + $"| {(double.IsNaN(instrumentDays) ? "" : $"{tally.FalseAlarms / instrumentDays:0.00}")} |");
        }
    }
}
