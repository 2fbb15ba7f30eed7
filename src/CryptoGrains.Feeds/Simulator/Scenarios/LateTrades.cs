using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>Trades that happen now, take their ids now, and arrive much later.</summary>
internal sealed class LateTrades(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage)
{
    private const long Distance = 200 * Millisecond;
    private const double ShortestSeconds = 5;

    private int Count => (int)Planned.Size;

    protected override void Start(long now)
    {
        for (var i = 0; i < Count; i++)
            At(now + (i * Distance), Happen);

        // What is still on its way needs the instrument no longer.
        At(now + (Count * Distance), _ =>
        {
            FreeInstrument();
            return null;
        });
        EndAt(now + (Count * Distance) + Duration + Millisecond);
    }

    protected override Dictionary<string, double> Parameters() => new()
    {
        ["count"] = Count,
        ["longestSeconds"] = Planned.Duration.TotalSeconds,
    };

    private Trade? Happen(long now)
    {
        var trade = Stage.Trade(now, Stage.AnySide());

        // The square makes short delays the common ones.
        var part = Stage.Random.NextUniform();
        var seconds = ShortestSeconds + ((Planned.Duration.TotalSeconds - ShortestSeconds) * part * part);
        At(now + (long)(seconds * 1e9), time => Mine(Stage.Again(trade, time)));
        return null;
    }
}
