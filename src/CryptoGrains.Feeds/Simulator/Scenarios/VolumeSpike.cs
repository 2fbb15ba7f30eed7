using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>Many times the ordinary volume, bought and sold alike, at the price as it is.</summary>
internal sealed class VolumeSpike(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage)
{
    private const double FewestPerSecond = 1;
    private const double MostPerSecond = 1_000;

    // Half of it by more trades, the rest by larger ones.
    private double PerSecond =>
        Math.Clamp(Math.Sqrt(Planned.Size) * Stage.Instrument.TradesPerSecond, FewestPerSecond, MostPerSecond);

    private double Scale => Math.Max(1, Planned.Size * Stage.Instrument.TradesPerSecond / PerSecond);

    protected override void Start(long now)
    {
        At(NextTime(now), Trade);
        EndAt(now + Duration);
    }

    protected override Dictionary<string, double> Parameters() => new()
    {
        ["times"] = Planned.Size,
        ["tradesPerSecond"] = PerSecond,
    };

    private Trade? Trade(long now)
    {
        At(NextTime(now), Trade);
        return Mine(Stage.Trade(now, Stage.AnySide(), Scale));
    }

    private long NextTime(long now) => now + 1 + (long)(Stage.Random.NextExponential() * 1e9 / PerSecond);
}
