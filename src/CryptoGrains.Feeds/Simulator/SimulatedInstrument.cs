using CryptoGrains.Feeds.Simulator.Scenarios;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator;

/// <summary>One simulated instrument: where its price is, and the trades it makes.</summary>
internal sealed class SimulatedInstrument
{
    /// <summary>What a trade is worth on average, in quote units.</summary>
    public const double MeanWorth = 3_080;

    // What a trade is worth, in quote units: at least this, and then by decades, each rarer than the one before.
    private const double SmallestWorth = 10;
    private static readonly int[] DecadeOfTenBits = MakeDecades(620, 920, 1_000, 1_019);
    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    // How strongly the price is drawn back to where it began, in one second: a few percent a day.
    private const double Pull = 5e-7;
    private const double GreatestMove = 0.2;

    // What a venue's price is off the first venue's: some hundredths of a percent, made good within half a minute.
    private const double BasisDeviation = 2e-5;
    private const double BasisPull = 0.05;

    private readonly InstrumentProfile _profile;
    private readonly SimulatedInstrument? _leader;
    private readonly double _home;
    private readonly double _lotsPerQuoteTick;
    private double _mid;
    private double _basis;
    private double _marketSeen;
    private long _movedAt;
    private long _nextId;

    public SimulatedInstrument(string venue, InstrumentProfile profile, double tradesPerSecond, long firstId)
    {
        _profile = profile;
        Instrument = Instrument.Parse($"{venue}:{profile.Symbol}");
        TradesPerSecond = tradesPerSecond;
        _nextId = firstId;
        _home = profile.Price * PowersOfTen[profile.PriceDecimals];
        _lotsPerQuoteTick = PowersOfTen[profile.PriceDecimals] * PowersOfTen[profile.LotDecimals];
        _mid = _home;
    }

    /// <summary>The same pair on another venue, whose price goes where the first venue's goes.</summary>
    public SimulatedInstrument(string venue, SimulatedInstrument leader, double tradesPerSecond, long firstId)
        : this(venue, leader._profile, tradesPerSecond, firstId) => _leader = leader;

    public Instrument Instrument { get; }

    /// <summary>How often it trades by itself.</summary>
    public double TradesPerSecond { get; }

    /// <summary>What is injected into it just now; null as a rule. There is one thing at a time.</summary>
    public Scenario? Scenario
    {
        get;
        set
        {
            field = value;
            Bend = value as IBend;
        }
    }

    /// <summary>The same, where it bends the price or holds back trades.</summary>
    public IBend? Bend { get; private set; }

    /// <summary>Takes the next trade id.</summary>
    public long TakeId() => _nextId++;

    /// <summary>Moves the price on to a time, with the market and on its own.</summary>
    public void MoveTo(long now, MarketFactor market, Xoshiro random)
    {
        var seconds = (now - _movedAt) * 1e-9;
        if (_leader is not null)
        {
            _leader.MoveTo(now, market, random);
            _basis = (_basis * Math.Max(0, 1 - (BasisPull * seconds)))
                + (BasisDeviation * Math.Sqrt(Math.Min(seconds, 1 / BasisPull)) * random.NextBell());
            _mid = _leader._mid * (1 + _basis);
            _movedAt = now;
            return;
        }

        var move = (_profile.Beta * (market.Level - _marketSeen))
            + (_profile.Deviation * market.Excitement * Math.Sqrt(seconds) * random.NextBell())
            + (Pull * seconds * (1 - (_mid / _home)));
        _mid *= 1 + Math.Clamp(move, -GreatestMove, GreatestMove);
        _marketSeen = market.Level;
        _movedAt = now;
    }

    /// <summary>The price in ticks at which a taker of a side trades now: half a tick or more from the middle.</summary>
    public long TicksFor(TakerSide side, long now)
    {
        var middle = Bend is { } bend ? _mid * (1 + bend.Displacement(now)) : _mid;
        return Math.Max(1, (long)middle + (side == TakerSide.Buy ? 1 : 0));
    }

    /// <summary>
    /// A quantity, in lots: worth 10 as a rule and a million at times, with the first digits that real ones have.
    /// </summary>
    public long DrawLots(Xoshiro random, double scale = 1)
    {
        var bits = random.Next();
        var worth = SmallestWorth * PlainMath.LogUniform((uint)bits) * PowersOfTen[DecadeOfTenBits[(bits >> 12) & 1023]];
        return LotsOf(worth * scale);
    }

    /// <summary>The lots that are worth so much, in quote units.</summary>
    public long LotsOf(double worth) => Math.Max(1, (long)(worth * _lotsPerQuoteTick / _mid));

    /// <summary>A price of so many ticks.</summary>
    public decimal PriceOf(long ticks) => Decimals(ticks, _profile.PriceDecimals);

    /// <summary>A quantity of so many lots.</summary>
    public decimal QuantityOf(long lots) => Decimals(lots, _profile.LotDecimals);

    private static decimal Decimals(long units, int decimals) =>
        new((int)units, (int)(units >> 32), 0, isNegative: false, (byte)decimals);

    private static int[] MakeDecades(params ReadOnlySpan<int> bounds)
    {
        var decades = new int[1024];
        for (var i = 0; i < decades.Length; i++)
        {
            foreach (var bound in bounds)
                decades[i] += i >= bound ? 1 : 0;
        }

        return decades;
    }
}
