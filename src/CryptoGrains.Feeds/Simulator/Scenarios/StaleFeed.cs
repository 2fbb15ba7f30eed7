namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>Nothing trades in the instrument, while its venue goes on. No id is missing afterwards.</summary>
internal sealed class StaleFeed(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage), IBend
{
    public double Displacement(long now) => 0;

    public bool HoldsBack(SimulatedInstrument instrument) => true;

    protected override void Start(long now) => EndAt(now + Duration);

    protected override Dictionary<string, double> Parameters() => new() { ["seconds"] = Planned.Duration.TotalSeconds };
}
