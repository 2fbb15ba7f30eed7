using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>Someone buys from himself and sells back the same round amount, again and again.</summary>
internal sealed class WashTrading(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage)
{
    private const double FewestPairsPerSecond = 0.5;
    private const double MostPairsPerSecond = 500;

    private double PairsPerSecond =>
        Math.Clamp(Stage.Instrument.TradesPerSecond * TimesOrdinary / 2, FewestPairsPerSecond, MostPairsPerSecond);

    // A share of 0.6 is 1.5 times the ordinary volume on top of it.
    private double TimesOrdinary => Planned.Size / Math.Max(0.01, 1 - Planned.Size);

    private double Worth =>
        SimulatedInstrument.MeanWorth * Stage.Instrument.TradesPerSecond * TimesOrdinary / (2 * PairsPerSecond);

    protected override void Start(long now)
    {
        At(NextTime(now), First);
        EndAt(now + Duration);
    }

    protected override Dictionary<string, double> Parameters() => new()
    {
        ["share"] = Planned.Size,
        ["pairsPerSecond"] = PairsPerSecond,
    };

    private Trade? First(long now)
    {
        At(NextTime(now), First);
        Stage.Instrument.MoveTo(now, Stage.Factor, Stage.Random);
        var lots = RoundLots();
        var side = Stage.AnySide();
        var back = side == TakerSide.Buy ? TakerSide.Sell : TakerSide.Buy;
        var backAt = now + ((20 + Stage.Random.NextBelow(200)) * Millisecond);
        if (backAt >= BegunAt + Duration)
            return null;

        At(backAt, time => Mine(Stage.Market.MakeTrade(Stage.Instrument, time, back, lots, Stage.Random)));
        return Mine(Stage.Market.MakeTrade(Stage.Instrument, now, side, lots, Stage.Random));
    }

    // 1, 2 or 5 and zeros, in lots: round in the quantity as it is written.
    private long RoundLots()
    {
        var about = Stage.Instrument.LotsOf(Worth * Stage.Random.NextBetween(0.5, 1.5));
        var zeros = 1L;
        while (zeros * 10 <= about)
            zeros *= 10;
        return zeros * (about < 1.5 * zeros ? 1 : about < 3.5 * zeros ? 2 : about < 7.5 * zeros ? 5 : 10);
    }

    private long NextTime(long now) => now + 1 + (long)(Stage.Random.NextExponential() * 1e9 / PairsPerSecond);
}
