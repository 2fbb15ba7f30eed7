namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>
/// The price leaves its way, up or down, and returns to it: within tens of seconds each, so it is no flash crash. Where the pair is
/// traded on other venues too, their prices stay.
/// </summary>
internal sealed class PriceShift(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage), IBend
{
    private const long LongestRamp = 20_000 * Millisecond;

    private readonly double _shift = (stage.Random.Next() >> 63) == 0 ? planned.Size : -planned.Size;

    public double Displacement(long now)
    {
        var ramp = Math.Min(LongestRamp, Duration / 4);
        var fromAnEnd = Math.Min(now - BegunAt, BegunAt + Duration - now);
        return _shift * Math.Clamp((double)fromAnEnd / ramp, 0, 1);
    }

    public bool HoldsBack(SimulatedInstrument instrument) => false;

    protected override void Start(long now) => EndAt(now + Duration);

    protected override Dictionary<string, double> Parameters() => new() { ["shift"] = _shift };
}
