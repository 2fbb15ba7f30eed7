using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator.Scenarios;

/// <summary>
/// Something injected while it goes on: it puts its steps on the agenda, notes its trades, and leaves its label when it is over.
/// </summary>
internal abstract class Scenario(PlannedEvent planned, ScenarioStage stage)
{
    protected const long Millisecond = 1_000_000;

    private readonly List<IdRange> _ids = [];
    private bool _isOver;

    protected PlannedEvent Planned { get; } = planned;

    protected ScenarioStage Stage { get; } = stage;

    protected long BegunAt { get; private set; }

    /// <summary>The planned duration in nanoseconds.</summary>
    protected long Duration => Planned.Duration.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Begins what is planned, unless something else still goes on in the instrument.</summary>
    public static void Begin(PlannedEvent planned, ScenarioStage stage, long now)
    {
        if (stage.Instrument.Scenario is not null)
            return;

        Scenario scenario = planned.Kind switch
        {
            SimulatedEventKind.FlashCrash => new FlashCrash(planned, stage),
            SimulatedEventKind.PumpAndDump => new PumpAndDump(planned, stage),
            SimulatedEventKind.WashTrading => new WashTrading(planned, stage),
            SimulatedEventKind.Outage => new Outage(planned, stage),
            SimulatedEventKind.Duplicates => new Duplicates(planned, stage),
            SimulatedEventKind.LateTrades => new LateTrades(planned, stage),
            SimulatedEventKind.FutureTrades => new FutureTrades(planned, stage),
            SimulatedEventKind.PriceShift => new PriceShift(planned, stage),
            SimulatedEventKind.VolumeSpike => new VolumeSpike(planned, stage),
            SimulatedEventKind.StaleFeed => new StaleFeed(planned, stage),
            _ => throw new ArgumentOutOfRangeException(nameof(planned), planned.Kind, "There is no scenario of this kind."),
        };

        stage.Instrument.Scenario = scenario;
        scenario.BegunAt = now;
        scenario.Start(now);
    }

    /// <summary>Ends it where it stands.</summary>
    public void EndEarly() => End(Stage.Market.Now);

    /// <summary>Puts the steps on the agenda.</summary>
    protected abstract void Start(long now);

    /// <summary>The sizes that its label tells.</summary>
    protected abstract Dictionary<string, double> Parameters();

    protected void At(long time, Func<long, Trade?> step) => Stage.Agenda.Add(time, this, now => _isOver ? null : step(now));

    protected void EndAt(long time) => At(time, now =>
    {
        End(Stage.Market.TimeOf(now));
        return null;
    });

    /// <summary>Notes that a trade belongs to it.</summary>
    protected Trade Mine(in Trade trade)
    {
        Mine(trade.Id);
        return trade;
    }

    /// <summary>Notes that a trade id belongs to it. Each is noted once, in any order.</summary>
    protected void Mine(long id)
    {
        if (_ids.Count > 0 && _ids[^1].Last == id - 1)
            _ids[^1] = _ids[^1] with { Last = id };
        else
            _ids.Add(new IdRange(id, id));
    }

    /// <summary>Lets other scenarios into the instrument.</summary>
    protected void FreeInstrument()
    {
        if (ReferenceEquals(Stage.Instrument.Scenario, this))
            Stage.Instrument.Scenario = null;
    }

    /// <summary>Called once, before the label is made.</summary>
    protected virtual void Ending()
    {
    }

    private void End(Timestamp to)
    {
        if (_isOver)
            return;

        Ending();
        _isOver = true;
        FreeInstrument();
        Stage.Market.Label(new SimulatedEvent(
            Planned.Kind,
            Stage.Instrument.Instrument,
            Stage.Market.TimeOf(BegunAt),
            to,
            Parameters(),
            [.. _ids.OrderBy(range => range.First)]));
    }
}
