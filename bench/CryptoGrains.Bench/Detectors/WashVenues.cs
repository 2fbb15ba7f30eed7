using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.Detectors;

/// <summary>Two venues, one honest; on the other all instruments are wash-traded in every fourth hour, each time by another share.</summary>
internal static class WashVenues
{
    private const int Instruments = 10;
    private const int Hours = 24;

    private static readonly double[] Shares = [0.4, 0.5, 0.6, 0.7, 0.8];
    private static readonly Aim AimOfHours =
        new("wash-trading", ["suspect"], [SimulatedEventKind.WashTrading], [], TimeSpan.FromMinutes(1));

    public static List<(string Name, Tally Tally)> Measure(ulong[] seeds)
    {
        var tally = new Tally();
        foreach (var seed in seeds)
        {
            var market = new SimulatedMarket(Instruments, 50, seed, SampleTrades.Start, Plan(), venues: 2);
            var findings = WatchedMarket.Watch(market, SampleTrades.Start + TimeSpan.FromHours(Hours) + TimeSpan.FromSeconds(10));

            // One label for each hour of the venue: an instrument's is its venue's.
            var hours = market.Events.DistinctBy(label => label.From).ToList();
            tally.Add(AimOfHours, findings, hours, Timestamp.MinValue);
        }

        return [($"wash-trading suspect (venue hours, of {seeds.Length * 2 * Hours})", tally)];
    }

    private static SimulationPlan Plan() => SimulationPlan.Of(
        from hour in Enumerable.Range(0, Hours)
        where hour % 4 == 1
        from rank in Enumerable.Range(0, Instruments)
        select PlannedEvent.WashTrading(
            Instruments + rank, TimeSpan.FromHours(hour), Shares[hour / 4 % Shares.Length], TimeSpan.FromMinutes(59)));
}
