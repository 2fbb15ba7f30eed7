using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>Trades whose event time lies minutes ahead of the time at which they arrive.</summary>
internal sealed class FutureTrades(PlannedEvent planned, ScenarioStage stage) : Scenario(planned, stage)
{
    private const long Distance = 500 * Millisecond;
    private const double LeastSeconds = 60;

    private int Count => (int)Planned.Size;

    protected override void Start(long now)
    {
        for (var i = 0; i < Count; i++)
            At(now + (i * Distance), Send);
        EndAt(now + (Count * Distance));
    }

    protected override Dictionary<string, double> Parameters() => new()
    {
        ["count"] = Count,
        ["farthestSeconds"] = Planned.Duration.TotalSeconds,
    };

    private Trade? Send(long now)
    {
        var farthest = Math.Max(LeastSeconds, Planned.Duration.TotalSeconds);
        var ahead = TimeSpan.FromSeconds(Stage.Random.NextBetween(LeastSeconds, farthest));
        var trade = Mine(Stage.Trade(now, Stage.AnySide()));
        return trade with { EventTime = trade.EventTime + ahead };
    }
}
