namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>The instrument's trades happen and take their ids, and none of them arrives.</summary>
internal sealed class Outage(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage), IBend
{
    private long _missing;

    public double Displacement(long now) => 0;

    public bool HoldsBack(SimulatedInstrument instrument)
    {
        _missing++;
        Mine(instrument.TakeId());
        return true;
    }

    protected override void Start(long now) => EndAt(now + Duration);

    // A quiet instrument may have had too few trades to miss.
    protected override void Ending()
    {
        while (_missing < Planned.Size)
            HoldsBack(Stage.Instrument);
    }

    protected override Dictionary<string, double> Parameters() => new()
    {
        ["missing"] = _missing,
        ["seconds"] = Planned.Duration.TotalSeconds,
    };
}
