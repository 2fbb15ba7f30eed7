using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>A crowd buys, price and volume climb together, and then it sells.</summary>
internal sealed class PumpAndDump(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage), IBend
{
    private const double PumpShare = 0.6;
    private const double Left = 0.05;

    // The crowd trades so much more often than the instrument by itself, and so much more volume.
    private const double Rush = 4;
    private const double VolumeRush = 12;
    private const double FewestPerSecond = 2;
    private const double MostPerSecond = 1_000;

    private double PerSecond => Math.Clamp(Rush * Stage.Instrument.TradesPerSecond, FewestPerSecond, MostPerSecond);

    private double Scale => Math.Max(VolumeRush / Rush, VolumeRush * Stage.Instrument.TradesPerSecond / PerSecond);

    public double Displacement(long now)
    {
        var progress = Math.Clamp((double)(now - BegunAt) / Duration, 0, 1);
        var ofRise = progress < PumpShare
            ? progress / PumpShare
            : 1 - ((1 - Left) * (progress - PumpShare) / (1 - PumpShare));
        return Planned.Size * ofRise;
    }

    public bool HoldsBack(SimulatedInstrument instrument) => false;

    protected override void Start(long now)
    {
        At(NextTime(now), Rushed);
        EndAt(now + Duration);
    }

    protected override Dictionary<string, double> Parameters() => new()
    {
        ["rise"] = Planned.Size,
        ["pumpSeconds"] = Planned.Duration.TotalSeconds * PumpShare,
        ["tradesPerSecond"] = PerSecond,
    };

    private Trade? Rushed(long now)
    {
        At(NextTime(now), Rushed);
        var isPump = now - BegunAt < Duration * PumpShare;
        var goesWithTheCrowd = Stage.Random.NextUniform() < 0.85;
        return Mine(Stage.Trade(now, isPump == goesWithTheCrowd ? TakerSide.Buy : TakerSide.Sell, Scale));
    }

    private long NextTime(long now) => now + 1 + (long)(Stage.Random.NextExponential() * 1e9 / PerSecond);
}
