using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>Twelve sales, 100 ms apart, each lower than the last; then buyers bring the price back.</summary>
internal sealed class FlashCrash(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage), IBend
{
    private const int Falls = 12;
    private const long FallDistance = 100 * Millisecond;
    private const int Rises = 20;

    // Ordinary noise is a few hundredths of a percent in a second: this keeps every fall a fall, also of the coarsest price.
    private const double SmallestDrop = 0.012;

    private double _displacement;
    private bool _isFalling = true;

    private double Drop => Math.Max(Planned.Size, SmallestDrop);

    private long FallEnd => BegunAt + ((Falls - 1) * FallDistance);

    public double Displacement(long now) => _displacement;

    // While it falls nobody else trades, so the falls come one after the other.
    public bool HoldsBack(SimulatedInstrument instrument) => _isFalling;

    protected override void Start(long now)
    {
        for (var i = 1; i <= Falls; i++)
        {
            var displacement = -Drop * i / Falls;
            At(now + ((i - 1) * FallDistance), time => Fall(time, displacement));
        }

        for (var i = 1; i <= Rises; i++)
        {
            var displacement = -Drop * (Rises - i) / Rises;
            At(FallEnd + (i * Duration / Rises), time => Rise(time, displacement));
        }

        EndAt(FallEnd + Duration + Millisecond);
    }

    protected override Dictionary<string, double> Parameters() => new()
    {
        ["drop"] = Drop,
        ["falls"] = Falls,
        ["fallSeconds"] = (FallEnd - BegunAt) * 1e-9,
        ["recoverySeconds"] = Planned.Duration.TotalSeconds,
    };

    // The price itself is left where it was before the crash, so that nothing but the crash moves it.
    private Trade? Fall(long now, double displacement)
    {
        _displacement = displacement;
        return Mine(Stage.Market.MakeTrade(
            Stage.Instrument, now, TakerSide.Sell, Stage.Instrument.DrawLots(Stage.Random, scale: 5), Stage.Random));
    }

    private Trade? Rise(long now, double displacement)
    {
        _isFalling = false;
        _displacement = displacement;
        return Mine(Stage.Trade(now, TakerSide.Buy));
    }
}
