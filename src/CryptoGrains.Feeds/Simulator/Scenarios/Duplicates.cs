using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>Trades that arrive a second time within some seconds.</summary>
internal sealed class Duplicates(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage)
{
    private int Count => (int)Planned.Size;

    protected override void Start(long now)
    {
        for (var i = 0; i < Count; i++)
            At(now + (i * Duration / (2 * Count)), Send);
        EndAt(now + Duration + Millisecond);
    }

    protected override Dictionary<string, double> Parameters() => new() { ["count"] = Count };

    private Trade? Send(long now)
    {
        var trade = Mine(Stage.Trade(now, Stage.AnySide()));
        At(now + 1 + (long)(Stage.Random.NextUniform() * Duration / 2), time => Stage.Again(trade, time));
        return trade;
    }
}
