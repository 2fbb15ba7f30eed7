using System.Collections.Immutable;
using CryptoGrains.Feeds.Simulator.Scenarios;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator;

/// <summary>
/// A market of correlated instruments that trades without end, the same to the bit for the same seed, plan and start.
/// </summary>
/// <remarks>
/// Trades arrive as a Poisson process; a few instruments get most of them (Zipf's law). All share one market factor and have
/// moves of their own. Trade ids begin at the start in microseconds, so a market that is started later takes up no id of an
/// earlier one, as long as no instrument has a million trades a second. Nothing depends on the machine, the wall clock, or how
/// fast it is read. Times inside are nanoseconds from the start.
/// </remarks>
public sealed class SimulatedMarket
{
    /// <summary>The first venue in instrument names; others are <c>SIM2</c>, <c>SIM3</c> and so on.</summary>
    public const string Venue = "SIM";

    /// <summary>The most venues.</summary>
    public const int MostVenues = 8;

    /// <summary>The most instruments.</summary>
    public const int MostInstruments = 100_000;

    /// <summary>The most labels that <see cref="Events"/> keeps; the oldest leave first. A label file gets them all.</summary>
    public const int MostLabels = 10_000;

    // From the venue to us: 2 to 10 ms, and no trade overtakes another.
    private const long ShortestTrip = 2_000_000;
    private const int TripSpread = 8_000_000;

    private readonly Timestamp _start;
    private readonly double _nanosecondsBetween;
    private readonly Xoshiro _random;
    private readonly Xoshiro _scenarioRandom;
    private readonly MarketFactor _factor;
    private readonly AliasTable _choice;
    private readonly SimulatedInstrument[] _instruments;
    private readonly Agenda _agenda;
    private readonly IEnumerator<PlannedEvent> _plan;
    private long _nextArrival;
    private long _received;

    /// <summary>Makes a market.</summary>
    /// <param name="instruments">How many instruments on each venue, up to <see cref="MostInstruments"/> on all of them.</param>
    /// <param name="tradesPerSecond">Trades per second of simulated time, over all instruments, on average.</param>
    /// <param name="seed">What all chance comes from.</param>
    /// <param name="start">The event time at which it begins.</param>
    /// <param name="plan">What is injected.</param>
    /// <param name="venues">
    /// How many venues trade the same pairs, up to <see cref="MostVenues"/>: a second one half as often as the first, a third a third.
    /// </param>
    public SimulatedMarket(
        int instruments, double tradesPerSecond, ulong seed, Timestamp start, SimulationPlan plan, int venues = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(instruments);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(venues);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(venues, MostVenues);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)instruments * venues, MostInstruments, nameof(instruments));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tradesPerSecond);
        _start = start;
        _nanosecondsBetween = 1e9 / tradesPerSecond;
        _random = new Xoshiro(seed);
        _scenarioRandom = new Xoshiro(_random.Next());
        _factor = new MarketFactor(new Xoshiro(_random.Next()));

        var weights = new double[instruments * venues];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = 1.0 / ((i % instruments) + 1) / ((i / instruments) + 1);
            sum += weights[i];
        }

        _choice = new AliasTable(weights);

        var profiles = new Xoshiro(_random.Next());
        _instruments = new SimulatedInstrument[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            // A market that starts later goes on with later ids, as a venue's does: what lies between shows as a gap.
            var (venue, rank) = Math.DivRem(i, instruments);
            var (perSecond, firstId) = (tradesPerSecond * weights[i] / sum, start.Microseconds);
            _instruments[i] = venue == 0
                ? new SimulatedInstrument(Venue, InstrumentProfile.Make(rank, profiles), perSecond, firstId)
                : new SimulatedInstrument($"{Venue}{venue + 1}", _instruments[rank], perSecond, firstId);
        }

        _agenda = new Agenda();
        _plan = plan.Events.GetEnumerator();
        PlanNext();
        _nextArrival = NextGap();
    }

    /// <summary>The instruments of the first venue, the busiest first; then those of the second in the same order, and so on.</summary>
    public IReadOnlyList<Instrument> Instruments => [.. _instruments.Select(instrument => instrument.Instrument)];

    /// <summary>The labels of what was injected and is over, in the order it ended.</summary>
    public ImmutableArray<SimulatedEvent> Events { get; private set; } = [];

    /// <summary>How far the market's own clock has come.</summary>
    public Timestamp Now { get; private set; }

    /// <summary>Called with each label as soon as its event is over.</summary>
    internal Action<SimulatedEvent>? Labelled { get; set; }

    /// <summary>Makes the next trade that arrives.</summary>
    public Trade Next()
    {
        while (true)
        {
            if (_agenda.TryTake(_nextArrival, out var due))
            {
                _factor.AdvanceTo(due.At);
                Now = TimeOf(due.At);
                if (due.Run(due.At) is { } scripted)
                    return scripted;
                continue;
            }

            var now = _nextArrival;
            _nextArrival += NextGap();
            _factor.AdvanceTo(now);
            Now = TimeOf(now);
            var instrument = _instruments[_choice.Draw(_random)];
            instrument.MoveTo(now, _factor, _random);
            if (instrument.Bend is { } bend && bend.HoldsBack(instrument))
                continue;

            var side = (_random.Next() & (1UL << 40)) == 0 ? TakerSide.Buy : TakerSide.Sell;
            return MakeTrade(instrument, now, side, instrument.DrawLots(_random), _random);
        }
    }

    /// <summary>Ends everything that still goes on, so that its labels are there.</summary>
    public void Finish()
    {
        foreach (var scenario in _agenda.Scenarios)
            scenario.EndEarly();
    }

    /// <summary>Makes a trade that happens and arrives now.</summary>
    internal Trade MakeTrade(SimulatedInstrument instrument, long now, TakerSide side, long lots, Xoshiro random) => new(
        instrument.Instrument,
        instrument.TakeId(),
        instrument.PriceOf(instrument.TicksFor(side, now)),
        instrument.QuantityOf(lots),
        side,
        TimeOf(now),
        ReceiveTimeOf(now, random));

    /// <summary>When something that is sent now arrives.</summary>
    internal Timestamp ReceiveTimeOf(long now, Xoshiro random)
    {
        _received = Math.Max(_received, now + ShortestTrip + random.NextBelow(TripSpread));
        return TimeOf(_received);
    }

    internal Timestamp TimeOf(long nanoseconds) => new(_start.Microseconds + (nanoseconds / 1_000));

    internal void Label(SimulatedEvent label)
    {
        Events = (Events.Length == MostLabels ? Events.RemoveAt(0) : Events).Add(label);
        Labelled?.Invoke(label);
    }

    private long NextGap() => (long)(_random.NextExponential() * _nanosecondsBetween);

    private void PlanNext()
    {
        if (!_plan.MoveNext())
            return;

        var planned = _plan.Current;
        _agenda.Add(planned.At.Ticks * TimeSpan.NanosecondsPerTick, null, now =>
        {
            PlanNext();
            var instrument = _instruments[Math.Min(planned.Rank, _instruments.Length - 1)];
            Scenario.Begin(planned, new ScenarioStage(this, _agenda, instrument, _factor, _scenarioRandom), now);
            return null;
        });
    }
}
