namespace CryptoGrains.Feeds.Simulator;

/// <summary>What is injected into a simulated market, in order of time.</summary>
/// <remarks>
/// What would begin while something else still goes on in the same instrument is left out, and has no label.
/// </remarks>
public sealed class SimulationPlan
{
    // Events are put where something happens: into the busiest instruments.
    private const int BusiestInstruments = 10;

    private SimulationPlan(IEnumerable<PlannedEvent> events) => Events = events;

    /// <summary>The events in order of time; there may be no end to them.</summary>
    public IEnumerable<PlannedEvent> Events { get; }

    /// <summary>Nothing out of the ordinary.</summary>
    public static SimulationPlan None { get; } = new([]);

    /// <summary>These events.</summary>
    /// <exception cref="ArgumentException">One begins before the simulation, or has no length or size.</exception>
    public static SimulationPlan Of(params IEnumerable<PlannedEvent> events)
    {
        var ordered = events.OrderBy(planned => planned.At).ToList();
        return ordered.Find(planned => planned is not { At.Ticks: >= 0, Duration.Ticks: > 0, Size: > 0 }) is { } wrong
            ? throw new ArgumentException($"{wrong} begins before the simulation, or has no length or size.", nameof(events))
            : new SimulationPlan(ordered);
    }

    /// <summary>Events of all kinds by turns, without end, one every <paramref name="distance"/> on average.</summary>
    public static SimulationPlan Every(TimeSpan distance, ulong seed, int instruments, int venues = 1) =>
        new(Endless(distance, seed, instruments, venues));

    private static IEnumerable<PlannedEvent> Endless(TimeSpan distance, ulong seed, int instruments, int venues)
    {
        var random = new Xoshiro(seed);
        var kinds = Enum.GetValues<SimulatedEventKind>();
        var at = TimeSpan.Zero;
        while (true)
        {
            Shuffle(kinds, random);
            foreach (var kind in kinds)
            {
                at += TimeSpan.FromMicroseconds((long)(distance.TotalMicroseconds * random.NextBetween(0.5, 1.5)));
                var rank = random.NextBelow(Math.Min(instruments, BusiestInstruments));
                var venue = venues == 1 ? 0 : random.NextBelow(venues);
                yield return Make(kind, (venue * instruments) + rank, at, random);
            }
        }
    }

    private static PlannedEvent Make(SimulatedEventKind kind, int rank, TimeSpan at, Xoshiro random) => kind switch
    {
        SimulatedEventKind.FlashCrash => PlannedEvent.FlashCrash(rank, at, random.NextBetween(0.012, 0.04)),
        SimulatedEventKind.PumpAndDump => PlannedEvent.PumpAndDump(rank, at, random.NextBetween(0.1, 0.5)),
        SimulatedEventKind.WashTrading => PlannedEvent.WashTrading(rank, at, random.NextBetween(0.4, 0.8)),
        SimulatedEventKind.Outage => PlannedEvent.Outage(rank, at),
        SimulatedEventKind.Duplicates => PlannedEvent.Duplicates(rank, at),
        SimulatedEventKind.LateTrades => PlannedEvent.LateTrades(rank, at),
        SimulatedEventKind.PriceShift => PlannedEvent.PriceShift(rank, at, random.NextBetween(0.01, 0.03)),
        SimulatedEventKind.VolumeSpike => PlannedEvent.VolumeSpike(rank, at, random.NextBetween(8, 20)),
        SimulatedEventKind.StaleFeed => PlannedEvent.StaleFeed(rank, at, TimeSpan.FromSeconds(random.NextBetween(120, 600))),
        _ => PlannedEvent.FutureTrades(rank, at),
    };

    private static void Shuffle(SimulatedEventKind[] kinds, Xoshiro random)
    {
        for (var i = kinds.Length - 1; i > 0; i--)
        {
            var j = random.NextBelow(i + 1);
            (kinds[i], kinds[j]) = (kinds[j], kinds[i]);
        }
    }
}
